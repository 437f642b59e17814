import { z } from 'zod';
import {
  describeComparison,
  describeExplained,
  describeMetric,
  describeTotal,
  describeVerdict,
} from '../../../core/experiment/words.ts';
import type { ReadExperiment } from '../../../services/experiments/read.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';

export const experimentNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such experiment',
  text: (id: string) => ({
    where: `experiments.${id}`,
    problem: `there is no experiment "${id}"`,
    remedy: 'GET /v1/experiments lists them.',
  }),
  example: ['welcome/offer'],
});

const arm = z.strictObject({
  arm: z.string(),
  isControl: z.boolean(),
  sharePerMille: z.number().describe('Its planned share of a thousand; 0: it is drawn no more.'),
  exposed: z.int().describe('Customers who came to the place and have this arm.'),
});

export const experimentSummary = z.strictObject({
  id: z.string().describe('"<journey>/<step>", "<journey>/holdout" or "global-control".'),
  kind: z.enum(['split', 'holdout', 'global-control']),
  journey: z.string().nullable(),
  step: z.string().nullable(),
  title: z.string().nullable(),
  startedAt: moment,
  endedAt: moment.nullable().describe('When the last version that has it stopped being live; null: it runs.'),
  firstExposedAt: moment.nullable(),
  arms: z.array(arm),
  verdict: z.enum(['no-metric', 'no-customers', 'sample-ratio', 'not-yet-known', 'leading', 'control-leads']),
  leading: z.string().nullable().describe('The arm that is surely better and harms nothing; null: there is none yet.'),
  weeksLeft: z
    .union([z.int(), z.literal('hopeless')])
    .nullable()
    .describe(
      'Until the smallest difference worth knowing is seen with 80 %, at the traffic of late; null: it can not be said yet.',
    ),
  words: z.string().describe('The verdict in words.'),
});

const interval = z.tuple([z.number(), z.number()]);
const comparison = z.strictObject({
  control: z.number(),
  arm: z.number(),
  difference: z.number(),
  standardError: z.number(),
  alwaysValid: interval.describe('Holds at every look: the one to decide by.'),
  fixed: interval.describe("Welch's 95 % interval: holds for one look only."),
  p: z.number(),
  relative: z
    .strictObject({ lift: z.number(), alwaysValid: interval })
    .nullable()
    .describe("As a share of the control's mean; null: that mean may be 0."),
});

const metric = z.strictObject({
  id: z.string(),
  role: z.enum(['primary', 'guardrail', 'secondary']),
  words: z.string(),
  measure: z.enum(['any', 'count', 'sum']),
  within: z.string(),
  better: z.enum(['more', 'less']),
  cap: z.number().nullable(),
  explained: z.number().describe("The share of the variance that the customers' past explains."),
  explainedWords: z.string(),
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      customers: z.int().describe('Customers who count: their time to show the metric is over.'),
      running: z.int().describe('Customers whose time goes on.'),
      mean: z.number(),
    }),
  ),
  comparisons: z.array(
    z.strictObject({
      arm: z.string(),
      verdict: z.enum(['better', 'worse', 'harmless', 'not-yet-known']),
      unread: z
        .enum(['no-customers', 'too-few-goals', 'no-cap', 'less-than-a-week'])
        .nullable()
        .describe('Why the difference must not be read yet; null: it may be.'),
      goals: z.strictObject({ have: z.int(), need: z.int() }),
      plain: comparison.nullable(),
      adjusted: comparison.nullable().describe('With what the past explains taken off: it decides.'),
      total: z
        .strictObject({ middle: z.number(), least: z.number(), most: z.number() })
        .nullable()
        .describe('Difference times the customers of the arm.'),
      words: z.string(),
      totalWords: z.string().nullable(),
    }),
  ),
});

export const experimentView = experimentSummary.extend({
  control: z.string(),
  plannedSize: z.int(),
  worthKnowing: z.number(),
  mixed: z.int().describe('Customers left out, because two with different arms were joined.'),
  isDeclaredLate: z.boolean().describe('Its metrics were changed after the first customer had come.'),
  sampleRatio: z.strictObject({
    logBayesFactor: z.number().describe('How much likelier the counts are under other shares, as a logarithm.'),
    isAlarm: z.boolean(),
    since: moment.describe('Customers from then on are counted: when the shares were last changed.'),
  }),
  metrics: z.array(metric),
});

export function summaryOf({ experiment, counts, firstExposedAt, result }: ReadExperiment) {
  const { id, kind, journeyId, stepId, title, startedAt, endedAt, shares, control, worthKnowing } = experiment;
  const names = [control, ...new Set([...Object.keys(shares), ...counts.map((each) => each.arm)].sort())];
  return {
    ...{ id, kind, journey: journeyId, step: stepId, title, startedAt, endedAt, firstExposedAt },
    arms: [...new Set(names)].map((name) => ({
      arm: name,
      isControl: name === control,
      sharePerMille: shares[name] ?? 0,
      exposed: counts.find((each) => each.arm === name)?.exposed ?? 0,
    })),
    verdict: result.verdict,
    leading: result.leading ?? null,
    weeksLeft: result.weeksLeft ?? null,
    words: describeVerdict(result, worthKnowing),
  };
}

export function viewOf(read: ReadExperiment) {
  const { experiment, counts, result } = read;
  const { control, plannedSize, worthKnowing, sharesSince } = experiment;
  return {
    ...summaryOf(read),
    ...{ control, plannedSize, worthKnowing },
    mixed: counts.reduce((sum, each) => sum + each.mixed, 0),
    isDeclaredLate: result.isDeclaredLate,
    sampleRatio: { ...result.sampleRatio, since: sharesSince },
    metrics: result.metrics.map((found) => {
      const { metric: of, arms, comparisons, explained } = found;
      return {
        ...{ id: of.id, role: of.role, measure: of.measure, within: of.within, better: of.better },
        words: describeMetric(of),
        cap: of.cap ?? null,
        explained,
        explainedWords: describeExplained(found),
        arms: arms.map(({ arm: name, n, mean, running }) => ({ arm: name, customers: n, running, mean })),
        comparisons: comparisons.map((each) => ({
          ...{ arm: each.arm, verdict: each.verdict, goals: each.goals },
          unread: each.unread ?? null,
          plain: withNull(each.plain),
          adjusted: withNull(each.adjusted),
          total: each.total ?? null,
          words: describeComparison(each, of),
          totalWords: describeTotal(each) ?? null,
        })),
      };
    }),
  };
}

type Plain = NonNullable<ReadExperiment['result']['metrics'][number]['comparisons'][number]['plain']>;

function withNull(found: Plain | undefined) {
  if (!found) return null;
  const { relative, ...others } = found;
  return { ...others, relative: relative ?? null };
}

export const exampleSummary = {
  id: 'win-back/offer',
  kind: 'split',
  journey: 'win-back',
  step: 'offer',
  title: 'Win back',
  startedAt: '2026-03-02T20:10:00.000Z',
  endedAt: null,
  firstExposedAt: '2026-03-02T21:00:00.000Z',
  arms: [
    { arm: 'plain', isControl: true, sharePerMille: 500, exposed: 4_102 },
    { arm: 'ten-percent', isControl: false, sharePerMille: 500, exposed: 4_055 },
  ],
  verdict: 'not-yet-known',
  leading: null,
  weeksLeft: 3,
  words:
    'Not yet known. A difference of 10 % of the control takes about 3 more weeks to see with the customers of late.',
};

export const exampleExperiment = {
  ...exampleSummary,
  control: 'plain',
  plannedSize: 5_000,
  worthKnowing: 0.1,
  mixed: 2,
  isDeclaredLate: false,
  sampleRatio: { logBayesFactor: -1.9, isAlarm: false, since: '2026-03-02T20:10:00.000Z' },
  metrics: [
    {
      id: 'goal',
      role: 'primary',
      words: 'the goal, Order Completed, reached, within 14 days',
      measure: 'any',
      within: 'P14D',
      better: 'more',
      cap: null,
      explained: 0.12,
      explainedWords: 'What customers did before explains 12 % of the variance, which is taken off.',
      arms: [
        { arm: 'plain', customers: 3_000, running: 1_102, mean: 0.05 },
        { arm: 'ten-percent', customers: 2_980, running: 1_075, mean: 0.055 },
      ],
      comparisons: [
        {
          arm: 'ten-percent',
          verdict: 'not-yet-known',
          unread: null,
          goals: { have: 150, need: 25 },
          plain: {
            control: 0.05,
            arm: 0.055,
            difference: 0.005,
            standardError: 0.0058,
            alwaysValid: [-0.0126, 0.0226],
            fixed: [-0.0064, 0.0164],
            p: 0.39,
            relative: { lift: 0.1, alwaysValid: [-0.27, 0.47] },
          },
          adjusted: null,
          total: null,
          words: '+0.5 points (−1.26 to +2.26), that is +10 % (−27 % to +47 %): not yet known',
          totalWords: null,
        },
      ],
    },
  ],
};
