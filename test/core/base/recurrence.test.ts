import {
  describeRecurrence,
  nextOccurrence,
  occurrencesUntil,
  type Recurrence,
  recurrenceProblem,
} from '../../../core/base/recurrence.ts';

const at = (iso: string) => Date.parse(iso);
const nine = '09:00';
const from = '2026-03-02T09:00:00Z'; // a Monday

it.each<[string, Recurrence, string, string | undefined]>([
  ['each day', { time: nine }, 'UTC', '2026-03-03T09:00:00.000Z'],
  ['a weekday, the moment itself excluded', { days: ['mon'], time: nine }, 'UTC', '2026-03-09T09:00:00.000Z'],
  ['a weekday by the clocks of a zone', { days: ['mon'], time: nine }, 'America/New_York', '2026-03-02T14:00:00.000Z'],
  [
    'a weekday that is tomorrow already there',
    { days: ['tue'], time: nine },
    'Pacific/Auckland',
    '2026-03-02T20:00:00.000Z',
  ],
  ['a day of the month', { monthDays: [1], time: nine }, 'UTC', '2026-04-01T09:00:00.000Z'],
  ['the last day of the month', { monthDays: ['last'], time: nine }, 'UTC', '2026-03-31T09:00:00.000Z'],
  ['day 31 in a month of 30 days', { monthDays: [31], months: [4], time: nine }, 'UTC', '2026-04-30T09:00:00.000Z'],
  ['29 February, as the 28th', { monthDays: [29], months: [2], time: nine }, 'UTC', '2027-02-28T09:00:00.000Z'],
  ['29 February by cron, which waits for one', { cron: '0 9 29 2 *' }, 'UTC', '2028-02-29T09:00:00.000Z'],
  ['a line of cron', { cron: '30 7 * * mon-fri' }, 'UTC', '2026-03-03T07:30:00.000Z'],
  ['cron: either day, if both are named', { cron: '0 9 15 * wed' }, 'UTC', '2026-03-04T09:00:00.000Z'],
  ['cron: Sunday is 0 and 7', { cron: '0 9 * * 7' }, 'UTC', '2026-03-08T09:00:00.000Z'],
  ['cron: every second month', { cron: '0 9 1 */2 *' }, 'UTC', '2026-05-01T09:00:00.000Z'],
  [
    'a time that the spring night skips',
    { monthDays: [29], months: [3], time: '02:30' },
    'Europe/Berlin',
    '2026-03-29T01:30:00.000Z',
  ],
])('comes next: %s', (_, recurrence, zone, expected) => {
  const next = nextOccurrence(recurrence, at(from), zone);
  expect(next && new Date(next.at).toISOString()).toBe(expected);
});

it.each<[Recurrence, RegExp]>([
  [{ cron: '0 9 * *' }, /five fields/],
  [{ cron: '0 9 * * funday' }, /no line of cron/],
  [{ cron: '61 9 * * *' }, /no line of cron/],
  [{ cron: '0 9-17 * * *' }, /more than one time/],
  [{ cron: '*/5 9 * * *' }, /more than one time/],
  [{ cron: '0 9 31 2 *' }, /never comes/],
  [{ days: ['mon'], monthDays: [1], time: nine }, /days of the week and of the month/],
])('%j is refused', (recurrence, problem) => {
  expect(recurrenceProblem(recurrence)).toMatch(problem);
});

it('lists what came in a span, the newest ones where they are many', () => {
  const span = { after: at('2026-03-01T00:00:00Z'), until: at('2026-03-05T09:00:00Z'), zone: 'UTC' };
  expect(occurrencesUntil({ time: nine }, { ...span, most: 2 }).map(({ date }) => date)).toEqual([
    '2026-03-04',
    '2026-03-05',
  ]);
});

it('says it in words', () => {
  expect(describeRecurrence({ days: ['mon', 'thu'], time: nine })).toBe('on mon, thu at 09:00');
  expect(describeRecurrence({ monthDays: [1, 'last'], months: [1, 7], time: nine })).toBe(
    'on day 1, the last day of the month in Jan, Jul at 09:00',
  );
});
