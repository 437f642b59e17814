import { goalUntil, reachGoal } from '../../../core/journey/goal.ts';
import { define, monday } from './support/passage.ts';

const day = 86_400_000;
const definition = define({
  steps: {},
  goal: { event: 'Bought', within: 'P7D', value: { ref: 'event.properties.total' } },
});
const entry = { id: 'start', name: 'Start', properties: {}, timestamp: monday, acceptedAt: monday };
const run = { id: 'run', key: null, entry, goalUntil: monday + 7 * day };
const bought = (parts: object) => ({
  id: 'b',
  name: 'Bought',
  properties: { total: 64 },
  timestamp: monday,
  acceptedAt: monday,
  ...parts,
});

it.each([
  ['at once', {}, 64],
  ['at the end of its time, exactly', { acceptedAt: monday + 7 * day }, 64],
  ['a moment too late', { acceptedAt: monday + 7 * day + 1 }, undefined],
  ['with a value that is no number', { properties: { total: '64' } }, null],
  ['without a value', { properties: {} }, null],
  ['another event', { name: 'Sold' }, undefined],
  ['the entry event itself', { id: entry.id }, undefined],
  ['a second before the entry, by its own time', { timestamp: monday - 1_000 }, 64],
  ['more than a second before the entry', { timestamp: monday - 1_001 }, undefined],
  ['five minutes before the entry, by the clock of a browser', { timestamp: monday - 300_000, byDevice: true }, 64],
  [
    'more than five minutes before, by the clock of a browser',
    { timestamp: monday - 300_001, byDevice: true },
    undefined,
  ],
])('an event %s', (_when, parts, value) => {
  expect(reachGoal(definition, run, bought(parts), {})?.value).toBe(value);
});

it('the watch counts days in the zone of the customer, and there is none without a goal', () => {
  const beforeTheClocksChange = Date.UTC(2026, 2, 27, 8);
  expect(goalUntil(definition, beforeTheClocksChange, 'Europe/Berlin')).toBe(
    beforeTheClocksChange + 7 * day - 3_600_000,
  );
  expect(goalUntil(define({ steps: {} }), monday, 'UTC')).toBeUndefined();
});
