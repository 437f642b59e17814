import { type Adjusted, adjustByPast, type PairSums } from '../statistics/cuped.ts';
import { addSums, compareMeans, leastGoals, type MeansComparison, meanOf, varianceOf } from '../statistics/interval.ts';
import { customersPerArm, weeksUntil } from '../statistics/planner.ts';
import { logSampleRatioBayesFactor, sampleRatioAlarmFrom } from '../statistics/sample-ratio.ts';
import type { Experiment } from './experiments-of.ts';
import type { ExperimentMetric } from './metric.ts';

/** Sums over customers whose time to show the metric is over. */
export interface ArmSums extends PairSums {
  readonly metric: string;
  readonly arm: string;
  /** Customers with more than nothing. */
  readonly positive: number;
}

/** Customers of an arm, exposed so far. */
export interface ExposedArm {
  readonly arm: string;
  readonly exposed: number;
  /** Since the shares were last changed: what the sample ratio is judged by. */
  readonly sinceShares: number;
  /** In the last 28 days. */
  readonly lately: number;
}

export interface ExperimentFacts {
  readonly experiment: Pick<Experiment, 'shares' | 'control' | 'metrics' | 'plannedSize' | 'worthKnowing'>;
  readonly counts: readonly ExposedArm[];
  readonly sums: readonly ArmSums[];
  readonly startedAt: number;
  /** Of the metrics as they are now. */
  readonly metricsSince: number;
  readonly firstExposedAt: number | null;
  readonly now: number;
}

/** Why a difference is not read yet. */
export type Unread = 'no-customers' | 'too-few-goals' | 'no-cap' | 'less-than-a-week';

export interface ArmComparison {
  readonly arm: string;
  /** Undefined where `unread` says why. */
  readonly plain: MeansComparison | undefined;
  /** With what the customers' past explains taken off. It decides. */
  readonly adjusted: MeansComparison | undefined;
  readonly unread: Unread | undefined;
  /** Of the arm with the fewest: customers with a goal, and how many it takes. */
  readonly goals: { readonly have: number; readonly need: number };
  readonly verdict: 'better' | 'worse' | 'harmless' | 'not-yet-known';
  /** Difference times the customers of the arm, with its interval: what the arm brought or cost. */
  readonly total: { readonly middle: number; readonly least: number; readonly most: number } | undefined;
}

export interface MetricResult {
  readonly metric: ExperimentMetric;
  readonly arms: readonly {
    readonly arm: string;
    readonly n: number;
    readonly mean: number;
    readonly running: number;
  }[];
  readonly comparisons: readonly ArmComparison[];
  /** The share of variance that the past explains. */
  readonly explained: number;
}

export interface ExperimentResult {
  readonly metrics: readonly MetricResult[];
  readonly sampleRatio: { readonly logBayesFactor: number; readonly isAlarm: boolean };
  /** The arm that surely beats the control on the primary metric, harms nothing else, and has run whole weeks. */
  readonly leading: string | undefined;
  readonly verdict: 'no-metric' | 'no-customers' | 'sample-ratio' | 'not-yet-known' | 'leading' | 'control-leads';
  /** Weeks until the smallest difference worth knowing is found with 80 %, at the traffic of late; undefined: not yet known. */
  readonly weeksLeft: number | 'hopeless' | undefined;
  /** Metrics that were changed after the first exposure: they were not declared before the start. */
  readonly isDeclaredLate: boolean;
}

const weekMs = 7 * 86_400_000;
const none = { n: 0, sum: 0, squares: 0, before: 0, beforeSquares: 0, products: 0, positive: 0 };

export function resultOf(facts: ExperimentFacts): ExperimentResult {
  const { experiment, counts, firstExposedAt, now } = facts;
  const metrics = experiment.metrics.map((metric) => metricResult(facts, metric));
  const names = Object.keys(experiment.shares);
  const logBayesFactor = logSampleRatioBayesFactor(
    names.map((arm) => counts.find((each) => each.arm === arm)?.sinceShares ?? 0),
    names.map((arm) => experiment.shares[arm] ?? 0),
  );
  const isAlarm = logBayesFactor > sampleRatioAlarmFrom;
  const primary = metrics.find(({ metric }) => metric.role === 'primary');
  const isWeek = firstExposedAt !== null && now - firstExposedAt >= weekMs;
  const harmless = (arm: string) =>
    metrics
      .filter(({ metric }) => metric.role === 'guardrail')
      .every(({ comparisons }) => comparisons.some((each) => each.arm === arm && isSafe(each)));
  const best = (primary?.comparisons ?? [])
    .filter(({ arm, verdict }) => verdict === 'better' && harmless(arm))
    .sort((a, b) => gainOf(b, primary) - gainOf(a, primary))[0];
  const leading = isWeek && !isAlarm ? best?.arm : undefined;
  const verdict = () => {
    if (!primary) return 'no-metric';
    if (counts.every(({ exposed }) => exposed === 0)) return 'no-customers';
    if (isAlarm) return 'sample-ratio';
    if (leading !== undefined) return 'leading';
    const all = primary.comparisons;
    return isWeek && all.length > 0 && all.every((each) => each.verdict === 'worse')
      ? 'control-leads'
      : 'not-yet-known';
  };
  return {
    metrics,
    sampleRatio: { logBayesFactor, isAlarm },
    leading,
    verdict: verdict(),
    weeksLeft: primary && weeksLeft(facts, primary),
    isDeclaredLate: firstExposedAt !== null && facts.metricsSince > firstExposedAt,
  };
}

const isSafe = ({ verdict }: ArmComparison) => verdict === 'harmless' || verdict === 'better';

function gainOf({ adjusted }: ArmComparison, of: MetricResult | undefined): number {
  const difference = adjusted?.difference ?? 0;
  return of?.metric.better === 'less' ? -difference : difference;
}

/** The share of false alarms is divided among the comparisons with the control. */
const alphaOf = ({ shares }: ExperimentFacts['experiment']) => 0.05 / Math.max(1, Object.keys(shares).length - 1);

function metricResult(facts: ExperimentFacts, metric: ExperimentMetric): MetricResult {
  const { experiment, counts, sums } = facts;
  const names = [
    experiment.control,
    ...Object.keys(experiment.shares)
      .sort()
      .filter((name) => name !== experiment.control),
  ];
  const own = names.map(
    (arm) => sums.find((each) => each.metric === metric.id && each.arm === arm) ?? { ...none, metric: metric.id, arm },
  );
  const adjusted = adjustByPast(own);
  const exposed = (arm: string) => counts.find((each) => each.arm === arm)?.exposed ?? 0;
  return {
    metric,
    arms: own.map((sum) => ({
      arm: sum.arm,
      n: sum.n,
      mean: sum.n === 0 ? 0 : meanOf(sum),
      running: Math.max(0, exposed(sum.arm) - sum.n),
    })),
    comparisons: own
      .slice(1)
      .map((arm, index) => comparisonOf(facts, metric, { own, arm, index: index + 1, adjusted })),
    explained: Number.isFinite(adjusted.varianceLeft) ? Math.max(0, 1 - adjusted.varianceLeft) : 0,
  };
}

function comparisonOf(
  { experiment, firstExposedAt, now }: ExperimentFacts,
  metric: ExperimentMetric,
  of: { own: readonly ArmSums[]; arm: ArmSums; index: number; adjusted: Adjusted },
): ArmComparison {
  const control = of.own[0] ?? of.arm;
  const options = { alpha: alphaOf(experiment), plannedSize: experiment.plannedSize };
  const need = metric.measure === 'any' ? leastGoals.rate : leastGoals.amount;
  const have = Math.min(control.positive, of.arm.positive);
  const plain = compareMeans(control, of.arm, options);
  const [adjustedControl, adjustedArm] = [of.adjusted.arms[0], of.adjusted.arms[of.index]];
  const adjusted = adjustedControl && adjustedArm && compareMeans(adjustedControl, adjustedArm, options);
  const unread = unreadOf(metric, {
    plain,
    have,
    need,
    isWeek: firstExposedAt !== null && now - firstExposedAt >= weekMs,
  });
  const read = unread === undefined ? (adjusted ?? plain) : undefined;
  return {
    arm: of.arm.arm,
    plain,
    adjusted,
    unread,
    goals: { have, need },
    verdict: read ? verdictOf(metric, read) : 'not-yet-known',
    total:
      read && metric.measure !== 'any'
        ? {
            middle: read.difference * of.arm.n,
            least: read.alwaysValid[0] * of.arm.n,
            most: read.alwaysValid[1] * of.arm.n,
          }
        : undefined,
  };
}

function unreadOf(
  { measure, cap }: ExperimentMetric,
  { plain, have, need, isWeek }: { plain: MeansComparison | undefined; have: number; need: number; isWeek: boolean },
): Unread | undefined {
  if (!plain) return 'no-customers';
  if (have < need) return 'too-few-goals';
  if (measure === 'sum' && cap === undefined) return 'no-cap';
  return isWeek ? undefined : 'less-than-a-week';
}

function verdictOf(
  metric: ExperimentMetric,
  { alwaysValid: [least, most] }: MeansComparison,
): ArmComparison['verdict'] {
  const [worst, best] = metric.better === 'more' ? [least, most] : [-most, -least];
  if (worst > 0) return 'better';
  const harm = metric.acceptableHarm ?? 0;
  if (metric.role === 'guardrail') {
    if (best < -harm) return 'worse';
    return worst > -harm ? 'harmless' : 'not-yet-known';
  }
  return best < 0 ? 'worse' : 'not-yet-known';
}

/** For the smallest arm, whose number decides. The mean must be known well enough to say what a share of it is. */
function weeksLeft(
  { experiment, counts, sums, firstExposedAt, now }: ExperimentFacts,
  { metric }: MetricResult,
): number | 'hopeless' | undefined {
  const own = sums.filter((each) => each.metric === metric.id);
  const control = own.find(({ arm }) => arm === experiment.control);
  if (!control || control.n < 2 || control.positive < leastGoals.rate || firstExposedAt === null) return undefined;
  const difference = Math.abs(meanOf(control)) * experiment.worthKnowing;
  const variance = varianceOf(addSums(own));
  if (!(difference > 0) || !(variance > 0)) return undefined;
  const { plannedSize } = experiment;
  const needed = customersPerArm({ variance, difference, alpha: alphaOf(experiment), plannedSize });
  const arms = Object.entries(experiment.shares).filter(([, share]) => share > 0);
  const of = arms.map(([name]) => counts.find(({ arm }) => arm === name) ?? { exposed: 0, lately: 0 });
  const weeks = Math.min(4, Math.max(1, (now - firstExposedAt) / weekMs));
  return weeksUntil(needed, {
    have: Math.min(...of.map(({ exposed }) => exposed)),
    perWeek: Math.min(...of.map(({ lately }) => lately)) / weeks,
  });
}
