import { alwaysValidWidth } from '../../../core/statistics/interval.ts';
import { customersPerArm, weeksUntil } from '../../../core/statistics/planner.ts';

it('the number of customers solves its own equation', () => {
  const n = customersPerArm({ variance: 0.05 * 0.95, difference: 0.01 });
  const atOneLook = (2 * 2.8 ** 2 * 0.05 * 0.95) / 0.01 ** 2;
  expect(atOneLook).toBeCloseTo(7448, 0);
  expect(n / (atOneLook * (alwaysValidWidth(2 * n) / 1.96) ** 2)).toBeCloseTo(1, 3);
  expect(n).toBeGreaterThan(15_000);
  expect(n).toBeLessThan(22_000);
});

it('half the difference takes about four times as many customers', () => {
  const ratio =
    customersPerArm({ variance: 0.05, difference: 0.005 }) / customersPerArm({ variance: 0.05, difference: 0.01 });
  expect(ratio).toBeGreaterThan(4);
  expect(ratio).toBeLessThan(5);
});

it.each([
  [1000, { have: 400, perWeek: 200 }, 3],
  [1000, { have: 400, perWeek: 250 }, 3],
  [1000, { have: 1000, perWeek: 0 }, 0],
  [1000, { have: 400, perWeek: 0 }, 'hopeless'],
  [53_001, { have: 1, perWeek: 1000 }, 'hopeless'],
  [52_001, { have: 1, perWeek: 1000 }, 52],
] as const)('from %d with %j it takes %s weeks', (needed, at, expected) => {
  expect(weeksUntil(needed, at)).toBe(expected);
});
