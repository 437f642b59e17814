import { netPromoterScore } from '../../../core/statistics/nps.ts';

it('is the share of promoters less that of detractors, with its interval', () => {
  const found = netPromoterScore([
    { score: 10, n: 30 },
    { score: 9, n: 20 },
    { score: 8, n: 30 },
    { score: 6, n: 15 },
    { score: 0, n: 5 },
  ]);
  expect(found).toMatchObject({ answers: 100, promoters: 50, detractors: 20, score: 0.3 });
  const half = 1.96 * Math.sqrt((0.7 - 0.09) / 100);
  expect(found.interval?.[0]).toBeCloseTo(0.3 - half, 12);
  expect(found.interval?.[1]).toBeCloseTo(0.3 + half, 12);
});

it('leaves out scores of other scales, and says nothing without answers', () => {
  expect(
    netPromoterScore([
      { score: 11, n: 3 },
      { score: 4.5, n: 2 },
      { score: -1, n: 1 },
    ]),
  ).toEqual({
    answers: 0,
    promoters: 0,
    detractors: 0,
    score: null,
    interval: null,
  });
});

it('stays between -1 and 1', () => {
  expect(netPromoterScore([{ score: 10, n: 1 }]).interval).toEqual([1, 1]);
  expect(
    netPromoterScore([
      { score: 0, n: 9 },
      { score: 10, n: 1 },
    ]).interval?.[0],
  ).toBe(-1);
});
