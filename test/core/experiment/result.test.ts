import type { ExperimentMetric } from '../../../core/experiment/metric.ts';
import { type ArmSums, type ExperimentFacts, resultOf } from '../../../core/experiment/result.ts';
import { describeComparison, describeVerdict } from '../../../core/experiment/words.ts';
import published from '../statistics/published-data.json';
import reference from '../statistics/reference.json';

const day = 86_400_000;
const rate: ExperimentMetric = {
  id: 'goal',
  role: 'primary',
  source: { kind: 'goal', journey: 'win-back' },
  event: 'Order Completed',
  within: 'P14D',
  measure: 'any',
  better: 'more',
};
const complaints: ExperimentMetric = {
  ...rate,
  id: 'guardrail-leaving',
  role: 'guardrail',
  source: { kind: 'event' },
  event: 'Unsubscribed',
  better: 'less',
  acceptableHarm: 0.01,
};

const hits = (metric: string, arm: string, n: number, positive: number): ArmSums => ({
  ...{ metric, arm, n, positive, sum: positive, squares: positive },
  ...{ before: 0, beforeSquares: 0, products: 0 },
});

function facts({
  goals,
  leaving,
  n = 10_000,
  days = 30,
  counts = [n, n],
}: {
  goals: [number, number];
  leaving?: [number, number];
  n?: number;
  days?: number;
  counts?: number[];
}): ExperimentFacts {
  return {
    experiment: {
      shares: { plain: 500, ten: 500 },
      control: 'plain',
      metrics: leaving ? [rate, complaints] : [rate],
      plannedSize: 5_000,
      worthKnowing: 0.1,
    },
    counts: ['plain', 'ten'].map((arm, index) => ({
      arm,
      exposed: counts[index] ?? 0,
      sinceShares: counts[index] ?? 0,
      lately: counts[index] ?? 0,
    })),
    sums: ['plain', 'ten'].flatMap((arm, index) => [
      hits('goal', arm, n, goals[index] ?? 0),
      ...(leaving ? [hits(complaints.id, arm, n, leaving[index] ?? 0)] : []),
    ]),
    ...{ startedAt: 0, metricsSince: 0, firstExposedAt: 0, now: days * day },
  };
}

it.each([
  ['a clear difference', facts({ goals: [500, 700] }), 'leading'],
  ['the same the other way round', facts({ goals: [700, 500] }), 'control-leads'],
  ['a small difference', facts({ goals: [500, 530] }), 'not-yet-known'],
  ['a clear difference after three days', facts({ goals: [500, 700], days: 3 }), 'not-yet-known'],
  ['24 goals in one arm', facts({ goals: [24, 300] }), 'not-yet-known'],
  ['25 goals in one arm', facts({ goals: [25, 300] }), 'leading'],
  ['arms that do not come in their shares', facts({ goals: [500, 700], counts: [10_000, 11_000] }), 'sample-ratio'],
  ['harm to what must not suffer', facts({ goals: [500, 700], leaving: [100, 500] }), 'not-yet-known'],
  ['harm that can not be told yet', facts({ goals: [500, 700], leaving: [100, 170] }), 'not-yet-known'],
  ['no harm beyond what is acceptable', facts({ goals: [500, 700], leaving: [100, 110] }), 'leading'],
  ['nobody', facts({ goals: [0, 0], n: 0 }), 'no-customers'],
])('with %s the verdict is right', (_, given, expected) => {
  const result = resultOf(given);
  expect(result.verdict).toBe(expected);
  expect(result.leading).toBe(expected === 'leading' ? 'ten' : undefined);
});

it('without a metric there is nothing to say', () => {
  const given = facts({ goals: [1, 1] });
  expect(resultOf({ ...given, experiment: { ...given.experiment, metrics: [] } }).verdict).toBe('no-metric');
});

it('says how many weeks a difference worth knowing takes, from the customers of late', () => {
  // Half a point at 5 % takes some 93,000 customers an arm; 10,000 are there, 2,500 come a week.
  const result = resultOf(facts({ goals: [500, 510], days: 28 }));
  expect(result.weeksLeft).toBe(33);
  expect(describeVerdict(result, 0.1)).toMatch(
    /^Not yet known\. A difference of 10 % of the control takes about \d+ more weeks/,
  );
  expect(resultOf(facts({ goals: [50, 51], n: 1_000, days: 28 })).weeksLeft).toBe('hopeless');
  expect(resultOf(facts({ goals: [5, 6] })).weeksLeft).toBeUndefined();
});

it('metrics that were changed after the first customer came are reported', () => {
  expect(resultOf({ ...facts({ goals: [1, 1] }), metricsSince: 5 }).isDeclaredLate).toBe(true);
  expect(resultOf(facts({ goals: [1, 1] })).isDeclaredLate).toBe(false);
});

const mails = ['No E-Mail', 'Mens E-Mail', 'Womens E-Mail'] as const;
const metricsOf: ExperimentMetric[] = (['visit', 'conversion', 'spend'] as const).map((id) => ({
  ...rate,
  id,
  role: id === 'spend' ? 'primary' : 'secondary',
  ...(id === 'spend' && { measure: 'sum', cap: 10_000 }),
}));

it("Hillstrom's three arms: men's mail brought money, women's is not yet known", () => {
  const { counts } = reference.hillstrom.sampleRatio;
  const result = resultOf({
    experiment: {
      shares: { 'No E-Mail': 333, 'Mens E-Mail': 333, 'Womens E-Mail': 333 },
      control: 'No E-Mail',
      metrics: metricsOf,
      plannedSize: 5_000,
      worthKnowing: 0.1,
    },
    counts: mails.map((arm, index) => {
      const exposed = counts[index] ?? 0;
      return { arm, exposed, sinceShares: exposed, lately: exposed };
    }),
    sums: mails.flatMap((arm) =>
      (['visit', 'conversion', 'spend'] as const).map((metric) => ({
        metric,
        arm,
        ...published.hillstrom[arm][metric],
      })),
    ),
    ...{ startedAt: 0, metricsSince: 0, firstExposedAt: 0, now: 14 * day },
  });
  expect(result.sampleRatio.logBayesFactor).toBeCloseTo(reference.hillstrom.sampleRatio.logBayesFactor, 5.5);
  for (const [index, id] of (['visit', 'conversion', 'spend'] as const).entries())
    for (const { arm, plain } of result.metrics[index]?.comparisons ?? []) {
      const expected = reference.hillstrom[arm as 'Mens E-Mail'][id];
      expect(plain?.difference).toBeCloseTo(expected.lift, 7.5);
      for (const side of [0, 1] as const)
        expect(plain?.alwaysValid[side]).toBeCloseTo(expected.alwaysValid95[side] as number, 7.5);
    }
  expect(result.leading).toBe('Mens E-Mail');
  const spend = result.metrics[2];
  expect(spend?.comparisons.map(({ arm, verdict }) => [arm, verdict])).toEqual([
    ['Mens E-Mail', 'better'],
    ['Womens E-Mail', 'not-yet-known'],
  ]);
  const [men] = spend?.comparisons ?? [];
  expect(men && describeComparison(men, metricsOf[2] as ExperimentMetric)).toMatch(
    /^\+0\.77 \(\+0\.27 to \+1\.27\), that is \+117\.3 % \(.*\): surely better$/,
  );
});

it('a sum without a cap is not read, however clear it looks', () => {
  const given = facts({ goals: [500, 700] });
  const result = resultOf({
    ...given,
    experiment: { ...given.experiment, metrics: [{ ...rate, measure: 'sum' }] },
  });
  expect(result.verdict).toBe('not-yet-known');
  expect(result.metrics[0]?.comparisons[0]?.unread).toBe('no-cap');
});

it.each([
  [[100, 500], '“ten”: better on what decides, but something that must not suffer does.'],
  [[100, 170], '“ten”: better on what decides. Not yet known is whether something that must not suffer does.'],
] as const)('an arm that is better and may harm is reported, and not named a winner: %j', (leaving, expected) => {
  const result = resultOf(facts({ goals: [500, 700], leaving: [...leaving] }));
  expect(describeVerdict(result, 0.1)).toBe(expected);
});
