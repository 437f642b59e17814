import { describeEntryCaps, periodsOf, roomIn } from '../../../core/journey/entry-caps.ts';

const now = Date.parse('2026-03-02T20:10:00Z');
const caps = { perHour: 2, perDay: 5, ever: 1_000 };

it('has a counter for each period, by UTC', () => {
  expect(periodsOf(caps, now).map(({ name }) => name)).toEqual(['ever', 'day 2026-03-02', 'hour 2026-03-02T20']);
});

it.each([
  [[], 2],
  [[['hour 2026-03-02T20', 2]], 0],
  [[['day 2026-03-02', 4]], 1],
  [[['ever', 1_001]], 0],
] as [[string, number][], number][])('has room after %j for %i', (entered, room) => {
  expect(roomIn(periodsOf(caps, now), new Map(entered))).toBe(room);
});

it('says it in words', () => {
  expect(describeEntryCaps(caps)).toBe('2 an hour, 5 a day, 1,000 in all');
});
