import { momentIn } from '../../../../core/base/calendar.ts';
import type { Properties } from '../../../../core/condition/schema.ts';
import type { Step } from '../../../../core/journey/definition/index.ts';
import { typeOf } from '../../../../core/journey/steps/index.ts';
import { watchedTraits } from '../../../../core/journey/subscriptions.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';
import { changed, day, define, hour, monday, passage } from '../support/passage.ts';

const rest = { type: 'exit', reason: 'after', paths: {} };
const other = { type: 'exit', reason: 'otherwise', paths: {} };
const iso = (moment: number | undefined) =>
  moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 16);

function waiting(settings: object, paths: Step['paths'] = { next: 'rest' }) {
  return define({ start: 'pause', steps: { pause: { type: 'wait', paths, ...settings } as Step, rest, other } });
}

/** Where the run is after its first look and the empty turn behind it: until when it waits, or why it ended. */
function outcomeOf(
  settings: object,
  options: { traits?: Properties; timeZone?: string; now?: number } = {},
  paths?: Step['paths'],
) {
  const { now = monday } = options;
  const run = passage(waiting(settings, paths), options);
  run.enter();
  const { wakeAt, finished } = run.turn(now);
  return finished?.reason ?? iso(wakeAt);
}

const renewal = { date: { ref: 'customer.traits.renewal' } };

describe('a wait until a moment or a date', () => {
  it.each<[string, object, Properties, string, string]>([
    ['a moment by the clocks of the customer', { at: '2026-12-24T09:00' }, {}, 'Europe/Berlin', '2026-12-24T08:00'],
    ['a moment with an offset', { at: '2026-12-24T09:00Z' }, {}, 'Europe/Berlin', '2026-12-24T09:00'],
    ['a date', renewal, { renewal: '2026-03-10' }, 'Europe/Berlin', '2026-03-09T23:00'],
    ['a date at a time', { ...renewal, time: '09:00' }, { renewal: '2026-03-10' }, 'Asia/Kolkata', '2026-03-10T03:30'],
    [
      'three days before',
      { ...renewal, before: 'P3D', time: '09:00' },
      { renewal: '2026-03-10' },
      'UTC',
      '2026-03-07T09:00',
    ],
    ['a month before a month end', { ...renewal, before: 'P1M' }, { renewal: '2026-05-31' }, 'UTC', '2026-04-30T00:00'],
    ['a year after 29 February', { ...renewal, after: 'P1Y' }, { renewal: '2028-02-29' }, 'UTC', '2029-02-28T00:00'],
    [
      'a day after, over the spring night',
      { ...renewal, after: 'P1D', time: '09:00' },
      { renewal: '2026-03-28' },
      'Europe/Berlin',
      '2026-03-29T07:00',
    ],
    [
      'a time that the night skips',
      { ...renewal, time: '02:30' },
      { renewal: '2026-03-29' },
      'Europe/Berlin',
      '2026-03-29T01:30',
    ],
    [
      'a time that comes twice',
      { ...renewal, time: '02:30' },
      { renewal: '2026-10-25' },
      'Europe/Berlin',
      '2026-10-25T00:30',
    ],
  ])('%s', (_title, until, traits, timeZone, expected) => {
    expect(outcomeOf({ until, ifPast: 'exit' }, { traits, timeZone })).toBe(expected);
  });

  it.each([
    ['continue', 'after'],
    ['skip', 'otherwise'],
    ['exit', 'date-passed'],
  ])('that has passed on arrival follows ifPast: %s', (ifPast, reason) => {
    const paths = { next: 'rest', ...(ifPast === 'skip' && { past: 'other' }) };
    const past = { renewal: new Date(monday - 1).toISOString() };
    expect(outcomeOf({ until: renewal, ifPast }, { traits: past }, paths)).toBe(reason);
    const exact = { renewal: new Date(monday).toISOString() };
    expect(outcomeOf({ until: renewal, ifPast }, { traits: exact }, paths)).toBe('after');
  });

  it('without a date leaves by "missing", else as ifPast says', () => {
    const settings = { until: renewal, ifPast: 'continue' };
    expect(outcomeOf(settings, { traits: {} }, { next: 'rest', missing: 'other' })).toBe('otherwise');
    expect(outcomeOf(settings, { traits: { renewal: 'soon' } }, { next: 'rest', missing: 'other' })).toBe('otherwise');
    expect(outcomeOf(settings, { traits: {} })).toBe('after');
  });

  it('follows the date when it changes, and the zone', () => {
    const run = passage(waiting({ until: { ...renewal, time: '09:00' }, ifPast: 'continue' }), {
      traits: { renewal: '2026-03-10' },
    });
    run.enter();
    run.learn({ renewal: '2026-03-20' });
    expect(iso(run.turn(monday + hour, changed).wakeAt)).toBe('2026-03-20T09:00');
    run.moveTo('Pacific/Auckland');
    expect(iso(run.turn(monday + hour, changed).wakeAt)).toBe('2026-03-19T20:00');
    run.learn({ renewal: '2026-03-02' }); // at 09:00 there, before the run came
    run.turn(monday + hour, changed);
    expect(run.state().exit?.reason).toBe('after');
  });

  it('that came while it waited is no moment that has passed', () => {
    const run = passage(waiting({ until: renewal, ifPast: 'exit' }), { traits: { renewal: '2026-03-10' } });
    run.enter();
    run.learn({ renewal: new Date(monday + hour).toISOString() });
    expect(run.turn(monday + day).finished).toEqual({ reason: 'after' });
  });
});

describe('a wait until a window', () => {
  const office = { until: { window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' } } };

  it.each([
    ['UTC', '2026-03-02T09:00'],
    ['Asia/Tokyo', '2026-03-03T00:00'], // it is 17:00 there
    ['Europe/Berlin', 'after'], // it is 9:00 there
  ])('opens by the clocks of the zone %s', (timeZone, expected) => {
    expect(outcomeOf(office, { timeZone })).toBe(expected);
  });

  it('is not left outside of it, however late the look is', () => {
    const run = passage(waiting(office));
    run.enter();
    expect(iso(run.turn(monday + 12 * hour).wakeAt)).toBe('2026-03-03T09:00');
    expect(run.turn(monday + 26 * hour).finished).toEqual({ reason: 'after' });
  });
});

describe('jitter', () => {
  it('adds a part that is the same at each look and another for each visit', () => {
    const settings = { for: 'PT1H', jitter: 'PT30M' };
    const run = passage(waiting(settings));
    run.enter();
    const first = run.turn(monday).wakeAt as number;
    expect(run.turn(monday + hour / 2).wakeAt).toBe(first);
    expect(first - monday - hour).toBeGreaterThan(0);
    expect(first - monday - hour).toBeLessThan(hour / 2);
  });
});

it('depends on the zone and the trait that it waits for, and on nothing else', () => {
  const watched = (settings: object) => [...watchedTraits(waiting(settings))].sort();
  expect(watched({ until: renewal, ifPast: 'exit' })).toEqual(['renewal', 'timezone']);
  expect(watched({ until: { at: '2026-12-24T09:00' }, ifPast: 'exit' })).toEqual(['timezone']);
  expect(watched({ until: { at: '2026-12-24T09:00Z' }, ifPast: 'exit' })).toEqual([]);
  expect(watched({ for: 'P1D' })).toEqual(['timezone']);
  expect(watched({ for: 'PT24H' })).toEqual([]);
});

it.each<[object, string]>([
  [{ for: 'PT1H' }, '1 hour'],
  [{ for: 'PT1H', jitter: 'PT5M' }, '1 hour, up to 5 minutes more'],
  [{ until: { at: '2026-12-24T09:00' }, ifPast: 'exit' }, 'until 2026-12-24 09:00'],
  [{ until: { at: '2026-12-24T09:00+01:00' }, ifPast: 'exit' }, 'until 2026-12-24 08:00 UTC'],
  [{ until: { ...renewal, before: 'P3D', time: '09:00' }, ifPast: 'exit' }, 'until 3 days before renewal at 09:00'],
  [{ until: { window: { days: ['mon', 'fri'], from: '09:00', to: '17:00' } } }, 'for mon, fri 09:00 to 17:00'],
])('%j reads in words: %s', (settings, words) => {
  const step = { type: 'wait', paths: { next: null }, ...settings } as Step;
  expect(typeOf(step).summary?.(step)).toBe(words);
});

it('is followed by a wait until a window without a warning', () => {
  const steps = {
    settle: { type: 'wait', for: 'P1D', paths: { next: 'office' } },
    office: { type: 'wait', until: { window: { from: '09:00', to: '17:00' } }, paths: { next: null } } as Step,
  };
  expect(validateDefinition(define({ steps })).problems).toEqual([]);
  expect(momentIn('2026-03-02T08:00', 'UTC')).toBe(monday);
});
