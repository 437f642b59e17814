import { dueOf, isDayOf, isMissed } from '../../../core/journey/date-occurrences.ts';
import type { DateEntry } from '../../../core/journey/definition/index.ts';

const rule = (parts: Partial<DateEntry>): DateEntry => ({
  ...{ on: 'date', id: 'date', date: { ref: 'customer.traits.day' }, time: '09:00', every: 'year', ifPast: 'skip' },
  ...parts,
});
const now = Date.parse('2026-03-02T12:00:00Z');

it.each<[string, Partial<DateEntry>, object, [string, string] | undefined]>([
  ['a birthday ahead', {}, { day: '1990-07-14' }, ['2026-07-14', '2026-07-14T09:00:00.000Z']],
  ['one of this year that is over', {}, { day: '1990-01-14' }, ['2027-01-14', '2027-01-14T09:00:00.000Z']],
  ['29 February, of a year without one', {}, { day: '1992-02-29' }, ['2027-02-28', '2027-02-28T09:00:00.000Z']],
  [
    'by the clocks of the customer',
    {},
    { day: '1990-07-14', timezone: 'America/New_York' },
    ['2026-07-14', '2026-07-14T13:00:00.000Z'],
  ],
  ['today, its time over: next year', {}, { day: '1990-03-02' }, ['2027-03-02', '2027-03-02T09:00:00.000Z']],
  [
    'today, its time over: at once',
    { ifPast: 'enter' },
    { day: '1990-03-02' },
    ['2026-03-02', '2026-03-02T12:00:00.000Z'],
  ],
  ['before the day', { before: 'P7D' }, { day: '1990-07-14' }, ['2026-07-14', '2026-07-07T09:00:00.000Z']],
  [
    'after the day, in the year that began',
    { after: 'P10D' },
    { day: '1990-12-28' },
    ['2026-12-28', '2027-01-07T09:00:00.000Z'],
  ],
  [
    'after a day of last year',
    { after: 'P90D' },
    { day: '1990-12-28' },
    ['2025-12-28', '2026-03-28T08:00:00.000Z'.replace('T08', 'T09')],
  ],
  ['once', { every: 'once' }, { day: '2026-05-01' }, ['2026-05-01', '2026-05-01T09:00:00.000Z']],
  ['once, over', { every: 'once', ifPast: 'enter' }, { day: '2026-03-01' }, undefined],
  [
    'once, the moment over and the day ahead: at once',
    { every: 'once', before: 'P30D', ifPast: 'enter' },
    { day: '2026-03-20' },
    ['2026-03-20', '2026-03-02T12:00:00.000Z'],
  ],
  ['once, the moment over and the day ahead: not', { every: 'once', before: 'P30D' }, { day: '2026-03-20' }, undefined],
  ['no date', {}, { day: 'soon' }, undefined],
  ['no trait', {}, {}, undefined],
])('is due: %s', (_, parts, traits, expected) => {
  const due = dueOf(rule(parts), traits as Record<string, string>, now);
  expect(due && [due.date, new Date(due.at).toISOString()]).toEqual(expected);
});

it('does not come again by the day that was', () => {
  expect(dueOf(rule({ ifPast: 'enter' }), { day: '1990-03-02' }, now, '2026-03-02')?.date).toBe('2027-03-02');
  expect(dueOf(rule({ every: 'once', ifPast: 'enter' }), { day: '2026-03-02' }, now, '2026-03-02')).toBeUndefined();
});

it.each<['year' | 'once', string, string, boolean]>([
  ['year', '1990-07-14', '2026-07-14', true],
  ['year', '1992-02-29', '2027-02-28', true],
  ['year', '1990-07-15', '2026-07-14', false],
  ['once', '2026-07-14', '2026-07-14', true],
  ['once', '2027-07-14', '2026-07-14', false],
])('knows whether a day is still one of the customer: %s %s, %s', (every, day, date, expected) => {
  expect(isDayOf(rule({ every }), { day }, date)).toBe(expected);
});

it.each<['enter' | 'skip', string, string, boolean]>([
  ['skip', '2026-03-02T11:30:00Z', '2026-03-02', false],
  ['skip', '2026-03-02T09:00:00Z', '2026-03-02', true],
  ['enter', '2026-03-02T09:00:00Z', '2026-03-02', false],
  ['enter', '2026-03-01T09:00:00Z', '2026-03-01', true],
])('knows whether a moment was missed: %s, due %s', (ifPast, due, date, expected) => {
  expect(isMissed(rule({ ifPast }), { date, at: Date.parse(due) }, { now, zone: 'UTC' })).toBe(expected);
});
