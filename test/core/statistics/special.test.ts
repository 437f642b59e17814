import {
  erfc,
  hypergeometric2F1,
  incompleteBeta,
  incompleteGamma,
  incompleteGammaTail,
  inverseIncompleteBeta,
  inverseNormal,
  logBeta,
  logGamma,
  normalCdf,
  studentQuantile,
  studentTwoSided,
} from '../../../core/statistics/special.ts';
import reference from './reference.json';

const rows = <Row extends readonly number[]>(name: keyof typeof reference) => reference[name] as unknown as Row[];

/** The same up to `relative`, and near 0 up to the last digits of a number of order 1. */
function expectClose(actual: number, expected: number, relative = 1e-10) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(relative * Math.abs(expected), 1e-300));
}

const betas = rows<[number, number, number, number]>('betaCdf');
it.each(betas)('the distribution of Beta(%d, %d) at %d is %d', (a, b, x, expected) => {
  expectClose(incompleteBeta(x, a, b), expected);
  expectClose(1 - incompleteBeta(1 - x, b, a), expected, 1e-9);
});

it.each(betas)('the quantile of Beta(%d, %d) at %d is found again from %d', (a, b, x, p) => {
  // Where the distribution is flat, p holds few digits of x; then the quantile's own p is compared.
  expectClose(incompleteBeta(inverseIncompleteBeta(p, a, b), a, b), p, 1e-12);
  if (a >= 0.5) expectClose(inverseIncompleteBeta(p, a, b), x, 1e-9);
});

it('quantiles of a Beta are found far out in both tails', () => {
  for (const [a, b] of [
    [0.5, 0.5],
    [2, 3],
    [41, 1961],
    [50_001, 950_001],
    [1, 19],
  ] as const) {
    for (const p of [1e-30, 1e-12, 1e-6, 1e-4, 0.3, 0.5, 0.9]) {
      expectClose(incompleteBeta(inverseIncompleteBeta(p, a, b), a, b), p);
      if (p > 1e-7) expect(1 - inverseIncompleteBeta(1 - p, b, a)).toBeCloseTo(inverseIncompleteBeta(p, a, b), 10);
    }
  }
  expect(inverseIncompleteBeta(0, 2, 3)).toBe(0);
  expect(inverseIncompleteBeta(1, 2, 3)).toBe(1);
  expectClose(inverseIncompleteBeta(0.3, 1, 1), 0.3, 1e-14);
});

it.each(rows<[number, number]>('normalCdf'))('the normal distribution at %d is %d', (z, expected) => {
  expectClose(normalCdf(z), expected);
  expectClose(erfc(-z / Math.SQRT2) / 2, expected);
});

it.each(rows<[number, number]>('normalQuantile'))('the normal quantile at %d is %d', (p, expected) => {
  expectClose(inverseNormal(p), expected);
});

it('the normal quantile reaches as far as numbers do', () => {
  for (const p of [1e-300, 1e-100, 1e-20, 0.4999, 0.5001]) expectClose(normalCdf(inverseNormal(p)), p);
  expect(inverseNormal(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(inverseNormal(1)).toBe(Number.POSITIVE_INFINITY);
  expect(inverseNormal(-0.1)).toBeNaN();
});

it.each(rows<[number, number, number]>('studentQuantile'))(
  "Student's t with %d degrees of freedom has at %d the quantile %d",
  (df, p, expected) => {
    expectClose(studentQuantile(p, df), expected);
    expectClose(studentQuantile(1 - p, df), -expected, 1e-9);
    expectClose(studentTwoSided(expected, df), 2 * (1 - p), 1e-9);
  },
);

it.each(rows<[number, number, number]>('chiSquareTail'))(
  'chi-square with %d degrees of freedom has beyond %d the share %d',
  (df, x, expected) => {
    expectClose(incompleteGammaTail(df / 2, x / 2), expected);
    expectClose(incompleteGamma(df / 2, x / 2), 1 - expected);
  },
);

it.each(rows<[number, number]>('logGamma'))('the log gamma of %d is %d', (x, expected) => {
  expect(Math.abs(logGamma(x) - expected)).toBeLessThanOrEqual(Math.max(1e-10 * Math.abs(expected), 1e-13));
});

it('the log beta is that of factorials', () => {
  expectClose(logBeta(3, 4), Math.log(1 / 60), 1e-13);
  expect(logGamma(0)).toBeNaN();
});

it.each(rows<[number, number, number, number, number]>('hyp2f1'))(
  'the hypergeometric function of %d, %d, %d at %d is %d',
  (a, b, c, z, expected) => expectClose(hypergeometric2F1(a, b, c, z), expected),
);

it('the hypergeometric function agrees with its closed forms', () => {
  // 2F1(1, 1; 2; z) = -ln(1 - z) / z and 2F1(a, b; b; z) = (1 - z)^-a
  expectClose(hypergeometric2F1(1, 1, 2, 0.99), -Math.log(0.01) / 0.99, 1e-12);
  expectClose(hypergeometric2F1(2.5, 3, 3, 0.9), 0.1 ** -2.5, 1e-12);
  expectClose(hypergeometric2F1(1, 1, 2, -0.5), Math.log(1.5) / 0.5, 1e-12);
  expect(hypergeometric2F1(1, 1, 2, 1)).toBeNaN();
});
