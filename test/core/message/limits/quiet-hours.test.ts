import fc from 'fast-check';
import { wallClock } from '../../../../core/base/calendar.ts';
import { quietUntil } from '../../../../core/message/limits/quiet-hours.ts';
import type { QuietHours } from '../../../../core/workspace/quiet-hours.ts';
import { propertyRuns } from '../../../support/tier.ts';

const nightly: QuietHours = { from: '21:00', until: '09:00', days: {} };
const early: QuietHours = { from: '21:00', until: '02:30', days: {} };
const weekend: QuietHours = {
  ...nightly,
  days: { friday: { from: '23:00', until: '10:00' }, saturday: { from: '23:00', until: '10:00' }, sunday: 'none' },
};
const auckland = 'Pacific/Auckland';
const berlin = 'Europe/Berlin';

it.each<[string, QuietHours, string[], string, string | undefined]>([
  ['in the evening', nightly, [auckland], '2026-11-27T08:00:00Z', '2026-11-27T20:00:00Z'],
  ['after midnight', nightly, [auckland], '2026-11-27T14:00:00Z', '2026-11-27T20:00:00Z'],
  ['from the first moment', nightly, ['UTC'], '2026-11-27T21:00:00Z', '2026-11-28T09:00:00Z'],
  ['not before it', nightly, ['UTC'], '2026-11-27T20:59:59.999Z', undefined],
  ['not at the end', nightly, ['UTC'], '2026-11-28T09:00:00Z', undefined],
  ['never where there are none', 'none', ['UTC'], '2026-11-28T00:00:00Z', undefined],
  [
    'at noon, where it says so',
    { from: '12:00', until: '14:00', days: {} },
    ['UTC'],
    '2026-11-28T13:00:00Z',
    '2026-11-28T14:00:00Z',
  ],
  ['over the spring night, an hour shorter', nightly, [berlin], '2026-03-28T21:00:00Z', '2026-03-29T07:00:00Z'],
  ['over the autumn night, an hour longer', nightly, [berlin], '2026-10-24T20:00:00Z', '2026-10-25T08:00:00Z'],
  ['over the spring night in the south', nightly, [auckland], '2026-09-26T10:00:00Z', '2026-09-26T20:00:00Z'],
  ['to the end of a time that comes twice', early, [berlin], '2026-10-25T00:10:00Z', '2026-10-25T01:30:00Z'],
  ['in the second passage of it, too', early, [berlin], '2026-10-25T01:10:00Z', '2026-10-25T01:30:00Z'],
  [
    'to a time that is skipped, as if clocks were not put on',
    early,
    [berlin],
    '2026-03-29T00:30:00Z',
    '2026-03-29T01:30:00Z',
  ],
  ['on Friday evening not yet', weekend, ['UTC'], '2026-11-27T22:00:00Z', undefined],
  ['on Friday night until later', weekend, ['UTC'], '2026-11-27T23:30:00Z', '2026-11-28T10:00:00Z'],
  ['on Sunday night not at all', weekend, ['UTC'], '2026-11-29T23:30:00Z', undefined],
  ['on Monday morning, which Sunday does not begin, not', weekend, ['UTC'], '2026-11-30T08:00:00Z', undefined],
  ['in one of two zones', nightly, [berlin, 'America/New_York'], '2026-11-27T09:00:00Z', '2026-11-27T14:00:00Z'],
  ['in the other one then', nightly, [berlin, 'America/New_York'], '2026-11-27T20:00:00Z', '2026-11-28T14:00:00Z'],
  ['in a zone with half hours', nightly, ['Asia/Kolkata'], '2026-11-27T16:00:00Z', '2026-11-28T03:30:00Z'],
])('it is quiet %s', (_when, hours, zones, at, until) => {
  const found = quietUntil(hours, zones, Date.parse(at));
  expect(typeof found === 'number' ? new Date(found).toISOString() : found).toBe(
    until && new Date(until).toISOString(),
  );
});

it('says never where a day has no moment that all zones allow', () => {
  const long: QuietHours = { from: '20:00', until: '09:00', days: {} };
  expect(quietUntil(long, ['Pacific/Auckland', 'Europe/London'], Date.parse('2026-11-27T12:00:00Z'))).toBe('never');
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const zone = fc.constantFrom('UTC', berlin, auckland, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');

it('by the clock on the wall, a moment is quiet exactly if it lies in the window', () => {
  const property = fc.property(
    time,
    time,
    zone,
    fc.integer({ min: 0, max: 366 * 24 * 60 }),
    (from, until, where, minutes) => {
      fc.pre(from !== until);
      const at = Date.UTC(2026, 0, 1) + minutes * 60_000;
      const clock = new Date(wallClock(at, where)).toISOString().slice(11, 16);
      const isInside = from < until ? from <= clock && clock < until : clock >= from || clock < until;
      const end = quietUntil({ from, until, days: {} }, [where], at);
      expect(end !== undefined).toBe(isInside);
      if (typeof end === 'number') expect(quietUntil({ from, until, days: {} }, [where], end)).toBeUndefined();
    },
  );
  fc.assert(property, { numRuns: propertyRuns(500), seed: 1 });
});
