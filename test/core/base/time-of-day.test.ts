import { DateTime } from 'luxon';
import { momentIn } from '../../../core/base/calendar.ts';
import { momentOfValue, nextInWindow, type TimeWindow } from '../../../core/base/time-of-day.ts';

const berlin = 'Europe/Berlin';
const kolkata = 'Asia/Kolkata';
const lordHowe = 'Australia/Lord_Howe'; // its clocks move by half an hour

/** With an offset, or by the zone's clocks. */
const at = (text: string, zone: string) => momentIn(text, zone) as number;
const wall = (moment: number | undefined, zone: string) =>
  moment === undefined ? undefined : DateTime.fromMillis(moment, { zone }).toFormat("yyyy-MM-dd'T'HH:mmZZ");

const office: TimeWindow = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };
const night: TimeWindow = { days: ['fri'], from: '22:00', to: '02:00' };

describe('the next moment in a window of days and hours', () => {
  it.each<[string, TimeWindow, string, string, string]>([
    ['before it opens', office, berlin, '2026-03-02T08:59', '2026-03-02T09:00+01:00'],
    ['while it is open', office, berlin, '2026-03-02T16:59', '2026-03-02T16:59+01:00'],
    ['at its end, which does not belong to it', office, berlin, '2026-03-02T17:00', '2026-03-03T09:00+01:00'],
    ['at a weekend', office, berlin, '2026-03-06T18:00', '2026-03-09T09:00+01:00'],
    ['over the spring night', office, berlin, '2026-03-27T18:00', '2026-03-30T09:00+02:00'],
    ['over the autumn night', office, berlin, '2026-10-23T18:00', '2026-10-26T09:00+01:00'],
    ['in a zone with half an hour', office, kolkata, '2026-03-02T03:29Z', '2026-03-02T09:00+05:30'],
    ['in the same zone, a minute later', office, kolkata, '2026-03-02T03:30Z', '2026-03-02T09:00+05:30'],
    ['over midnight, before it', night, berlin, '2026-03-06T21:00', '2026-03-06T22:00+01:00'],
    ['over midnight, behind it', night, berlin, '2026-03-07T01:59', '2026-03-07T01:59+01:00'],
    ['over midnight, on another day', night, berlin, '2026-03-06T01:00', '2026-03-06T22:00+01:00'],
    ['without days', { from: '09:00', to: '10:00' }, 'UTC', '2026-02-28T10:00', '2026-03-01T09:00+00:00'],
    ['without hours', { days: ['sun'] }, 'UTC', '2026-03-02T10:00', '2026-03-08T00:00+00:00'],
    ['from a time on', { from: '18:00' }, 'UTC', '2026-03-02T10:00', '2026-03-02T18:00+00:00'],
    ['on 29 February', { days: ['thu'] }, 'UTC', '2024-02-28T10:00', '2024-02-29T00:00+00:00'],
    [
      'at a time that the night skips',
      { from: '02:30', to: '04:00' },
      berlin,
      '2026-03-29T01:00',
      '2026-03-29T03:30+02:00',
    ],
    [
      'wholly skipped by the night',
      { from: '02:00', to: '03:00' },
      berlin,
      '2026-03-29T01:00',
      '2026-03-30T02:00+02:00',
    ],
    [
      'that comes twice: its first passage',
      { from: '02:00', to: '02:30' },
      berlin,
      '2026-10-25T00:15Z',
      '2026-10-25T02:15+02:00',
    ],
    [
      'that comes twice: not the second',
      { from: '02:00', to: '02:30' },
      berlin,
      '2026-10-25T01:15Z',
      '2026-10-26T02:00+01:00',
    ],
    [
      'around the time that comes twice',
      { from: '01:00', to: '03:00' },
      berlin,
      '2026-10-25T01:45Z',
      '2026-10-25T02:45+01:00',
    ],
    [
      'where clocks move by half an hour',
      { from: '02:15', to: '03:00' },
      lordHowe,
      '2026-10-04T01:00',
      '2026-10-04T02:45+11:00',
    ],
  ])('%s', (_title, window, zone, from, expected) => {
    expect(wall(nextInWindow(at(from, zone), window, zone), zone)).toBe(expected);
  });
});

describe('what a value means as a moment', () => {
  it.each<[unknown, string, string | undefined, string | undefined]>([
    ['2026-03-02', berlin, undefined, '2026-03-02T00:00+01:00'],
    ['2026-03-02', 'Pacific/Auckland', undefined, '2026-03-02T00:00+13:00'],
    ['2026-03-02', berlin, '09:00', '2026-03-02T09:00+01:00'],
    ['2024-02-29', 'UTC', undefined, '2024-02-29T00:00+00:00'],
    ['2026-02-29', 'UTC', undefined, undefined],
    ['2026-03-02T20:10', berlin, undefined, '2026-03-02T20:10+01:00'],
    ['2026-03-02T23:30Z', berlin, undefined, '2026-03-03T00:30+01:00'],
    ['2026-03-02T23:30Z', berlin, '09:00', '2026-03-03T09:00+01:00'],
    ['2026-03-29', berlin, '02:30', '2026-03-29T03:30+02:00'],
    [1_772_438_400, 'UTC', undefined, '2026-03-02T08:00+00:00'],
    [1_772_438_400_000, 'UTC', undefined, '2026-03-02T08:00+00:00'],
    [' 2026-03-02 ', 'UTC', undefined, '2026-03-02T00:00+00:00'],
    ['soon', 'UTC', undefined, undefined],
    [null, 'UTC', undefined, undefined],
    [{ year: 2026 }, 'UTC', undefined, undefined],
    [true, 'UTC', '09:00', undefined],
  ])('%j in %s at %s is %s', (value, zone, time, expected) => {
    expect(wall(momentOfValue(value, zone, time), zone)).toBe(expected);
  });
});
