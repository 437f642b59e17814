import { minimise } from '../../../core/statistics/minimise.ts';

it("finds the bottom of Rosenbrock's valley", () => {
  const { at, value } = minimise(([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1]);
  expect(at[0]).toBeCloseTo(1, 6);
  expect(at[1]).toBeCloseTo(1, 6);
  expect(value).toBeLessThan(1e-12);
});

it('finds the minimum in four dimensions from a start with zeros', () => {
  const target = [1, -2, 3, 0.5];
  const { at } = minimise(
    (x) => x.reduce((sum, value, i) => sum + (i + 1) * (value - (target[i] ?? 0)) ** 2, 0),
    [0, 0, 0, 0],
  );
  for (const [index, value] of at.entries()) expect(value).toBeCloseTo(target[index] as number, 6);
});

it('keeps away from where the function has no value, and ends in time', () => {
  const { at, evaluations } = minimise(([x = 0]) => (x <= 0 ? Number.NaN : x - Math.log(x)), [3]);
  expect(at[0]).toBeCloseTo(1, 4);
  expect(evaluations).toBeLessThan(1000);
  expect(minimise(([x = 0]) => x, [1], { mostEvaluations: 50 }).evaluations).toBeLessThan(120);
});
