import fc from 'fast-check';
import { allot, type CreditModel, creditModels, creditShares } from '../../../core/statistics/credit.ts';

const day = 86_400_000;

it.each<[CreditModel, number[], number[]]>([
  ['last', [9 * day, 2 * day, 5 * day], [0, 1, 0]],
  ['first', [9 * day, 2 * day, 5 * day], [1, 0, 0]],
  ['even', [9 * day, 2 * day], [1 / 2, 1 / 2]],
  ['half-life', [7 * day, 0], [1 / 3, 2 / 3]],
  ['half-life', [16 * day, 9 * day, 2 * day], [1 / 7, 2 / 7, 4 / 7]],
  ['last', [2 * day, 2 * day], [1 / 2, 1 / 2]],
  ['last', [], []],
])('%s: touches %j before have the shares %j', (model, before, expected) => {
  const shares = creditShares(model, before);
  expect(shares).toHaveLength(expected.length);
  for (const [index, share] of shares.entries()) expect(share).toBeCloseTo(expected[index] as number, 12);
});

it('the shares of a conversion sum to 1, however long ago its touches were', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...creditModels),
      fc.array(fc.integer({ min: 0, max: 3650 * day }), { minLength: 1, maxLength: 20 }),
      (model, before) => {
        expect(creditShares(model, before).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      },
    ),
    { seed: 18 },
  );
});

it.each([
  [100, [1 / 3, 1 / 3, 1 / 3], [34, 33, 33]],
  [10, [0.5, 0.5], [5, 5]],
  [1, [0.4, 0.6], [0, 1]],
  [0, [1], [0]],
  [-10, [0.5, 0.5], [-5, -5]],
])('%d units by the shares %j are the parts %j', (units, shares, expected) => {
  expect(allot(units, shares)).toEqual(expected);
});
