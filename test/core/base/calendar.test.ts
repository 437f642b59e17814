import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  inUtc,
  isTimeZone,
  after as momentAfter,
  before as momentBefore,
  momentOf,
} from '../../../core/base/calendar.ts';
import { propertyRuns } from '../../support/tier.ts';

/** Wall time in a zone ▸ moment; for times that occur twice, luxon's first. */
const at = (wall: string, zone: string) => DateTime.fromISO(wall, { zone }).toMillis();
const wall = (moment: number, zone: string) =>
  DateTime.fromMillis(moment, { zone }).toISO({ suppressMilliseconds: true });

const hour = 3_600_000;
const berlin = 'Europe/Berlin';
const lordHowe = 'Australia/Lord_Howe'; // its clocks move by half an hour

describe('a day later', () => {
  it.each([
    [berlin, '2026-03-28T20:00', '2026-03-29T20:00:00+02:00', 23],
    [berlin, '2026-10-24T20:00', '2026-10-25T20:00:00+01:00', 25],
    [lordHowe, '2026-10-03T20:00', '2026-10-04T20:00:00+11:00', 23.5],
    [lordHowe, '2026-04-04T20:00', '2026-04-05T20:00:00+10:30', 24.5],
    ['UTC', '2026-03-28T20:00', '2026-03-29T20:00:00Z', 24],
  ])('in %s after %s is %s', (zone, from, to, hours) => {
    const start = at(from, zone);
    expect(wall(momentAfter(start, 'P1D', zone), zone)).toBe(to);
    expect(momentAfter(start, 'P1D', zone) - start).toBe(hours * hour);
  });

  it.each([
    [berlin, '2026-03-28T02:30', '2026-03-29T03:30:00+02:00'],
    [lordHowe, '2026-10-03T02:15', '2026-10-04T02:45:00+11:00'],
  ])('in %s at a time that the night skips (%s) moves on by the gap', (zone, from, to) => {
    expect(wall(momentAfter(at(from, zone), 'P1D', zone), zone)).toBe(to);
  });

  it.each([
    [berlin, '2026-10-24T02:30', 'P1D', '2026-10-25T02:30:00+02:00'],
    [berlin, '2026-02-25T02:30', 'P8M', '2026-10-25T02:30:00+02:00'], // from winter time too
    [lordHowe, '2026-04-04T01:45', 'P1D', '2026-04-05T01:45:00+11:00'],
  ])('in %s at a time that the night has twice (%s + %s) is its first passage', (zone, from, duration, to) => {
    expect(wall(momentAfter(at(from, zone), duration, zone), zone)).toBe(to);
  });
});

describe('hours are exact', () => {
  it.each([
    [berlin, '2026-03-28T20:00', '2026-03-29T21:00:00+02:00'],
    [berlin, '2026-10-24T20:00', '2026-10-25T19:00:00+01:00'],
    [lordHowe, '2026-04-04T20:00', '2026-04-05T19:30:00+10:30'],
  ])('in %s, 24 of them after %s', (zone, from, to) => {
    expect(wall(momentAfter(at(from, zone), 'PT24H', zone), zone)).toBe(to);
  });

  it('and come after the days where a duration has both', () => {
    expect(wall(momentAfter(at('2026-03-28T01:30', berlin), 'P1DT1H', berlin), berlin)).toBe(
      '2026-03-29T03:30:00+02:00',
    );
  });

  it('to the millisecond', () => {
    expect(momentAfter(0, 'PT0.001S', 'UTC')).toBe(1);
    expect(momentAfter(0, 'PT1.005S', 'UTC')).toBe(1005);
  });
});

describe('months and years clamp', () => {
  it.each([
    ['2026-01-31T10:00', 'P1M', '2026-02-28T10:00:00Z'],
    ['2028-01-31T10:00', 'P1M', '2028-02-29T10:00:00Z'],
    ['2028-02-29T10:00', 'P1Y', '2029-02-28T10:00:00Z'],
    ['2028-02-29T10:00', 'P4Y', '2032-02-29T10:00:00Z'],
    ['2026-08-31T10:00', 'P1M1D', '2026-10-01T10:00:00Z'],
    ['2026-01-31T10:00', 'P1W', '2026-02-07T10:00:00Z'],
  ])('%s + %s is %s', (from, duration, to) => {
    expect(wall(momentAfter(at(from, 'UTC'), duration, 'UTC'), 'UTC')).toBe(to);
  });
});

describe('after', () => {
  const names = [berlin, lordHowe, 'UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Casablanca'];
  const zone = fc.constantFrom(...names);
  const moment = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2035, 0) });

  /** The days on which each zone's clocks change in two years; some day where they never do. */
  const changeDays = new Map(
    names.map((name) => {
      const days = Array.from({ length: 2 * 365 }, (_, index) => Date.UTC(2011, 11, 1) + index * 24 * hour);
      const offsets = days.map((each) => DateTime.fromMillis(each, { zone: name }).offset);
      const found = days.filter((_, index) => index > 0 && offsets[index] !== offsets[index - 1]);
      return [name, found.length > 0 ? found : days.slice(0, 1)];
    }),
  );

  /** Moments a day or a year before the zone's clocks change, give or take some hours. */
  const changes = (where: string) =>
    fc
      .record({
        change: fc.constantFrom(...(changeDays.get(where) ?? [])),
        back: fc.constantFrom(1, 7, 365),
        minutes: fc.integer({ min: -300, max: 300 }),
      })
      .map(({ change, back, minutes }) => change - back * 24 * hour + minutes * 60_000);

  it('lies in the future, whatever the zone and night', () => {
    const duration = fc.constantFrom('P1D', 'P1W', 'P1M', 'P1Y', 'PT1S', 'P1DT1S');
    fc.assert(
      fc.property(zone, moment, duration, (where, from, long) => momentAfter(from, long, where) > from),
      { numRuns: propertyRuns() },
    );
  });

  it('says what luxon says, but for the first passage of a time that comes twice', () => {
    const parts = fc.record({
      years: fc.nat(3),
      months: fc.nat(14),
      weeks: fc.nat(3),
      days: fc.integer({ min: 1, max: 400 }),
      hours: fc.nat(50),
    });
    const nearChange = zone.chain((where) =>
      fc.record({ where: fc.constant(where), from: fc.oneof(moment, changes(where)) }),
    );
    fc.assert(
      fc.property(nearChange, parts, ({ where, from }, { years, months, weeks, days, hours }) => {
        // Computed on the wall and read back into the zone: luxon's own plus() guesses from the offset at the start, and
        // is an hour wrong where that is a day away (2011-12-29 in Apia, plus 1,556 days, lands beside a change).
        const wall = DateTime.fromMillis(from, { zone: where }).setZone('utc', { keepLocalTime: true });
        const date = wall.plus({ years, months, weeks, days }).setZone(where, { keepLocalTime: true });
        const first = Math.min(...date.getPossibleOffsets().map((each) => each.toMillis()));
        expect(momentAfter(from, `P${years}Y${months}M${weeks}W${days}DT${hours}H`, where)).toBe(first + hours * hour);
      }),
      {
        numRuns: propertyRuns(3000),
        examples: [
          [
            { where: 'Pacific/Apia', from: 1325203200000 },
            { years: 3, months: 10, weeks: 1, days: 149, hours: 0 },
          ],
        ],
      },
    );
  });

  it('says what luxon says for every quarter of an hour that leads into a change of clocks', () => {
    for (const [where, year, month, day] of [
      [berlin, 2026, 2, 29],
      [berlin, 2026, 9, 25],
      [lordHowe, 2026, 3, 5],
      [lordHowe, 2026, 9, 4],
      ['Pacific/Apia', 2011, 11, 30], // a day that this island never had
    ] as const) {
      for (let quarter = -192; quarter < 192; quarter++) {
        const from = Date.UTC(year, month, day) - 24 * hour + (quarter * hour) / 4;
        const luxons = DateTime.fromMillis(from, { zone: where }).plus({ days: 1 }).getPossibleOffsets();
        expect([where, from, momentAfter(from, 'P1D', where)]).toEqual([
          where,
          from,
          Math.min(...luxons.map((each) => each.toMillis())),
        ]);
      }
    }
  });

  it('fails for good on a zone or duration that does not exist', () => {
    expect(() => momentAfter(0, 'P1D', 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'unknown-time-zone' }));
    expect(() => momentAfter(0, 'tomorrow', 'UTC')).toThrow(expect.objectContaining({ code: 'bad-duration' }));
  });
});

describe('a time zone', () => {
  it('is an IANA name, no offset, nothing else', () => {
    for (const zone of ['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires']) expect(isTimeZone(zone)).toBe(true);
    for (const zone of ['+02:00', 'Europe/Nowhere', '', 'a'.repeat(5000), null, 2, {}])
      expect(isTimeZone(zone)).toBe(false);
  });
});

describe('a moment', () => {
  it('is a full ISO date-time with its offset', () => {
    expect(momentOf('2026-03-02T10:00:00+02:00')).toBe(Date.UTC(2026, 2, 2, 8));
    expect(momentOf('2026-03-02T08:00Z')).toBe(Date.UTC(2026, 2, 2, 8));
    expect(momentOf('2026-03-02T03:30:00.1239-0430')).toBe(Date.UTC(2026, 2, 2, 8, 0, 0, 123));
    expect(inUtc(Date.UTC(2026, 2, 2, 8, 1, 59))).toBe('2026-03-02 08:01 UTC');
  });

  it('agrees with Date on every moment it writes', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }),
        (date) => momentOf(date.toISOString()) === date.getTime(),
      ),
      { numRuns: propertyRuns() },
    );
  });

  it.each([
    '2026-03-02',
    '2026-03-02T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02 10:00:00Z',
    '',
  ])('is not %j', (text) => {
    expect(momentOf(text)).toBeUndefined();
  });
});

describe('a duration before a moment', () => {
  it.each([
    ['UTC', '2026-03-31T09:00', 'P1M', '2026-02-28T09:00:00Z'],
    ['UTC', '2024-02-29T09:00', 'P1Y', '2023-02-28T09:00:00Z'],
    ['UTC', '2024-03-29T09:00', 'P1M', '2024-02-29T09:00:00Z'],
    [berlin, '2026-03-30T02:30', 'P1D', '2026-03-29T03:30:00+02:00'],
    [berlin, '2026-10-26T02:30', 'P1D', '2026-10-25T02:30:00+02:00'],
    [berlin, '2026-03-30T09:00', 'P1DT1H', '2026-03-29T08:00:00+02:00'],
    [berlin, '2026-03-29T09:00', 'PT12H', '2026-03-28T20:00:00+01:00'],
    [lordHowe, '2026-04-06T01:45', 'P1D', '2026-04-05T01:45:00+11:00'],
  ])('in %s, of %s less %s, is %s', (zone, from, duration, to) => {
    expect(wall(momentBefore(at(from, zone), duration, zone), zone)).toBe(to);
  });
});
