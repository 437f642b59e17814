import { adjustByPast, type PairSums } from '../../../core/statistics/cuped.ts';
import { compareMeans } from '../../../core/statistics/interval.ts';
import published from './published-data.json';
import reference from './reference.json';

it('on the CDNOW log it takes off a third of the variance, as in the reference', () => {
  const [control, arm] = published.cupedOnCdnow as [PairSums, PairSums];
  const adjusted = adjustByPast([control, arm]);
  const expected = reference.cupedOnCdnow;
  expect(adjusted.theta).toBeCloseTo(expected.theta, 7.5);
  expect(adjusted.varianceLeft).toBeCloseTo(expected.varianceLeft, 5.5);
  const plain = compareMeans(control, arm);
  const found = compareMeans(adjusted.arms[0] as PairSums, adjusted.arms[1] as PairSums);
  expect(plain?.standardError).toBeCloseTo(expected.plain.standardError, 5.5);
  expect(found?.standardError).toBeCloseTo(expected.adjusted.standardError, 5.5);
  expect(found?.control).toBeCloseTo(expected.adjusted.control, 5.5);
  expect(found?.difference).toBeCloseTo(expected.adjusted.lift, 5.5);
  expect(found?.alwaysValid[0]).toBeCloseTo(expected.adjusted.alwaysValid95[0] as number, 5.5);
});

it.each(['Mens E-Mail', 'Womens E-Mail'] as const)('on Hillstrom it takes off next to nothing: %s', (mail) => {
  const [control, arm] = [published.hillstrom['No E-Mail'].spend, published.hillstrom[mail].spend];
  const { theta, arms, varianceLeft } = adjustByPast([control, arm]);
  const expected = reference.hillstrom[mail].spendCuped;
  expect(theta).toBeCloseTo(expected.theta, 7.5);
  const found = compareMeans(arms[0] as PairSums, arms[1] as PairSums, { alpha: 0.025 });
  expect(found?.difference).toBeCloseTo(expected.lift, 7.5);
  expect(found?.alwaysValid[1]).toBeCloseTo(expected.alwaysValid95[1] as number, 7.5);
  expect(varianceLeft).toBeGreaterThan(0.999);
});

it('a past that does not vary changes nothing', () => {
  const arm: PairSums = { n: 10, sum: 4, squares: 4, before: 0, beforeSquares: 0, products: 0 };
  expect(adjustByPast([arm, arm])).toEqual({
    theta: 0,
    varianceLeft: 1,
    arms: [1, 2].map(() => ({ n: 10, sum: 4, squares: 4 })),
  });
});
