import {
  addSums,
  alwaysValidWidth,
  compareMeans,
  excludesZero,
  leastGoals,
  type Sums,
  wilson,
} from '../../../core/statistics/interval.ts';
import published from './published-data.json';
import reference from './reference.json';
import { falseAlarms } from './support/streams.ts';

it.each(reference.alwaysValidWidth as [number, number, number, number][])(
  'the always-valid width for %d customers, alpha %d and planned size %d is %d',
  (n, alpha, plannedSize, expected) => expect(alwaysValidWidth(n, alpha, plannedSize) / expected).toBeCloseTo(1, 12),
);

it.each(reference.wilson95 as [number, number, number, number][])(
  "Wilson's interval of %d of %d is %d to %d",
  (hits, n, least, most) => {
    expect(wilson(hits, n)[0]).toBeCloseTo(least, 13);
    expect(wilson(hits, n)[1]).toBeCloseTo(most, 13);
  },
);

it('nothing is known of a share of nobody', () => expect(wilson(0, 0)).toEqual([0, 1]));

const metrics = ['visit', 'conversion', 'spend'] as const;
const mails = ['Mens E-Mail', 'Womens E-Mail'] as const;
const cases = mails.flatMap((mail) => metrics.map((metric) => [mail, metric] as const));

it.each(cases)("Hillstrom's test, %s and %s, comes out to all digits of the reference", (mail, metric) => {
  const found = compareMeans(published.hillstrom['No E-Mail'][metric], published.hillstrom[mail][metric], {
    alpha: 0.05 / 2,
  });
  const expected = reference.hillstrom[mail][metric];
  expect(found?.control).toBeCloseTo(expected.control, 7.5);
  expect(found?.arm).toBeCloseTo(expected.arm, 7.5);
  expect(found?.difference).toBeCloseTo(expected.lift, 7.5);
  expect(found?.standardError).toBeCloseTo(expected.standardError, 7.5);
  for (const side of [0, 1] as const) {
    expect(found?.fixed[side]).toBeCloseTo(expected.fixed95[side] as number, 7.5);
    expect(found?.alwaysValid[side]).toBeCloseTo(expected.alwaysValid95[side] as number, 7.5);
  }
  expect((found?.p ?? 0) / expected.p).toBeCloseTo(1, 4);
});

it('money that a mail brought is its difference times its customers, and women’s mail is not yet known', () => {
  for (const mail of mails) {
    const { spend } = published.hillstrom[mail];
    const found = compareMeans(published.hillstrom['No E-Mail'].spend, spend, { alpha: 0.025 });
    const { money, alwaysValid95 } = reference.hillstrom[mail].incrementalSpend;
    expect((found?.difference ?? 0) * spend.n).toBeCloseTo(money, 1.5);
    expect((found?.alwaysValid[0] ?? 0) * spend.n).toBeCloseTo(alwaysValid95[0] as number, 1.5);
    expect((found?.alwaysValid[1] ?? 0) * spend.n).toBeCloseTo(alwaysValid95[1] as number, 1.5);
    expect(excludesZero(found?.alwaysValid ?? [0, 0])).toBe(mail === 'Mens E-Mail');
    expect(excludesZero(found?.fixed ?? [0, 0])).toBe(true);
  }
});

const rate = (n: number, sum: number): Sums => ({ n, sum, squares: sum });

it('a relative difference is shown once the control’s own mean is surely not 0', () => {
  const found = compareMeans(rate(10_000, 500), rate(10_000, 600));
  expect(found?.relative?.lift).toBeCloseTo(0.2, 12);
  // By the delta method: var = s_t²/(n ȳ_c²) + ȳ_t² s_c²/(n ȳ_c⁴)
  const [ofArm, ofControl] = [(0.06 * 0.94) / 9_999, (0.05 * 0.95) / 9_999];
  const standardError = Math.sqrt(ofArm / 0.05 ** 2 + (0.06 ** 2 * ofControl) / 0.05 ** 4);
  expect(found?.relative?.alwaysValid[1]).toBeCloseTo(0.2 + alwaysValidWidth(20_000) * standardError, 10);
  expect(compareMeans(rate(100, 3), rate(100, 9))?.relative).toBeUndefined();
});

it('of arms without customers or without any difference between values nothing is said', () => {
  expect(compareMeans(rate(1, 1), rate(100, 5))).toBeUndefined();
  expect(compareMeans(rate(100, 0), rate(100, 0))).toBeUndefined();
});

it('sums of arms add up', () => {
  expect(addSums([rate(10, 2), { n: 1, sum: 3, squares: 9 }])).toEqual({ n: 11, sum: 5, squares: 11 });
});

it('someone who looks at A/A tests all the time sees few false alarms, and many by the fixed interval', () => {
  const found = falseAlarms({ seed: 5, tests: 60, looks: 150, rate: 0.05, perLook: [50, 50], least: leastGoals.rate });
  expect(found.alwaysValid).toBeLessThanOrEqual(0.05 * 60);
  expect(found.naive).toBeGreaterThan(0.2 * 60);
});

it('a small holdout of a rare goal raises false alarms unless both arms have their least number of goals', () => {
  const stream = { seed: 5, tests: 60, looks: 200, rate: 0.01, perLook: [10, 90] } as const;
  expect(falseAlarms({ ...stream, least: leastGoals.rate }).alwaysValid).toBeLessThanOrEqual(0.05 * 60);
  expect(falseAlarms({ ...stream, least: 0 }).alwaysValid).toBeGreaterThan(0.15 * 60);
});
