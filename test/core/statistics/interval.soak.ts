import { falseAlarms, type Stream } from './support/streams.ts';

/** In length what interval.test.ts shows with 60 tests: 2,000 A/A tests each, as the design measured them. */
const cap = Math.exp(3.5 + 1.3 * 2.326348);
const streams: readonly (readonly [string, Omit<Stream, 'seed' | 'tests'>])[] = [
  ['a rate of 5 %, 200,000 customers', { rate: 0.05, perLook: [50, 50], looks: 2000, least: 25 }],
  ['a rate of 1 %, a holdout of 10 %', { rate: 0.01, perLook: [10, 90], looks: 1000, least: 25 }],
  ['a rate of 0.5 %', { rate: 0.005, perLook: [50, 50], looks: 400, least: 25 }],
  ['money', { rate: 0.03, perLook: [50, 50], looks: 400, least: 100, money: { mean: 3.5, sigma: 0.8 } }],
  [
    'heavy money, capped, a holdout of 10 %',
    { rate: 0.03, perLook: [10, 90], looks: 600, least: 100, money: { mean: 3.5, sigma: 1.3, cap } },
  ],
];

it.each(streams)('2,000 A/A tests of %s raise at most 5 %% false alarms', (_, stream) => {
  expect(falseAlarms({ seed: 5, tests: 2000, ...stream }).alwaysValid).toBeLessThanOrEqual(100);
});

it('a lift of 20 % at a rate of 5 % is found as often and as early as in the reference', () => {
  const found = falseAlarms({ seed: 5, tests: 1000, looks: 600, rate: 0.05, perLook: [50, 50], least: 25, lift: 0.2 });
  expect(found.alwaysValid / 1000).toBeGreaterThan(0.989 * 0.95);
  expect(Math.abs((found.firstAt[500] ?? 0) / 16_500 - 1)).toBeLessThan(0.05);
});
