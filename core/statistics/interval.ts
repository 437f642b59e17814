import { inverseNormal, studentQuantile, studentTwoSided } from './special.ts';

/** What is known of a metric in one arm: how many customers, the sum of their values, and the sum of the squares. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export type Interval = readonly [least: number, most: number];

/** Two arms of a metric, compared. */
export interface MeansComparison {
  readonly control: number;
  readonly arm: number;
  readonly difference: number;
  readonly standardError: number;
  /** Holds at every look, however often people look: the one to decide by. */
  readonly alwaysValid: Interval;
  /** Welch's 95 % interval: to look at, since it holds for a single look only. */
  readonly fixed: Interval;
  readonly p: number;
  /** The difference as a share of the control's mean; only where that mean is surely not 0. */
  readonly relative: { readonly lift: number; readonly alwaysValid: Interval } | undefined;
}

export interface CompareOptions {
  /** The share of false alarms over all looks; with several arms, their part of it. */
  readonly alpha?: number | undefined;
  /** Customers of both arms for whom the interval is narrowest. Fixed before the start. */
  readonly plannedSize?: number | undefined;
}

export const defaultPlannedSize = 5_000;

/** A difference is read from so many customers with a goal in each arm on: with fewer, intervals are too narrow. */
export const leastGoals = { rate: 25, amount: 100 } as const;

export const meanOf = ({ n, sum }: Sums) => sum / n;

/** Of the values of one arm, with n - 1. */
export function varianceOf({ n, sum, squares }: Sums): number {
  return Math.max(0, (squares - (sum * sum) / n) / (n - 1));
}

export function addSums(all: readonly Sums[]): Sums {
  return all.reduce((a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares }), {
    n: 0,
    sum: 0,
    squares: 0,
  });
}

/**
 * Half of the width of an asymptotic confidence sequence, in standard errors (Waudby-Smith and others 2021). `n` counts the
 * customers of both arms.
 */
export function alwaysValidWidth(n: number, alpha = 0.05, plannedSize = defaultPlannedSize): number {
  const twiceLog = -2 * Math.log(alpha);
  const scaled = (n * (twiceLog + Math.log(twiceLog + 1))) / plannedSize;
  return Math.sqrt(((2 * (scaled + 1)) / scaled) * Math.log(Math.sqrt(scaled + 1) / alpha));
}

export interface Difference {
  readonly difference: number;
  readonly standardError: number;
  /** Of the difference: d ± this many standard errors hold at every look. */
  readonly width: number;
}

/** Undefined where nothing can be said yet: an arm has fewer than two customers, or no value differs from another. */
export function differenceOf(
  control: Sums,
  arm: Sums,
  { alpha = 0.05, plannedSize = defaultPlannedSize }: CompareOptions = {},
): Difference | undefined {
  if (control.n < 2 || arm.n < 2) return undefined;
  const standardError = Math.sqrt(varianceOf(control) / control.n + varianceOf(arm) / arm.n);
  if (!(standardError > 0)) return undefined;
  const width = alwaysValidWidth(control.n + arm.n, alpha, plannedSize);
  return { difference: meanOf(arm) - meanOf(control), standardError, width };
}

/** The difference of two arms with its intervals, absolute and as a share of the control's mean. */
export function compareMeans(
  control: Sums,
  arm: Sums,
  { alpha = 0.05, plannedSize = defaultPlannedSize }: CompareOptions = {},
): MeansComparison | undefined {
  const found = differenceOf(control, arm, { alpha, plannedSize });
  if (!found) return undefined;
  const { difference, standardError, width } = found;
  const [ofControl, ofArm] = [varianceOf(control) / control.n, varianceOf(arm) / arm.n];
  const freedom = (ofControl + ofArm) ** 2 / (ofControl ** 2 / (control.n - 1) + ofArm ** 2 / (arm.n - 1));
  return {
    control: meanOf(control),
    arm: meanOf(arm),
    difference,
    standardError,
    alwaysValid: around(difference, width * standardError),
    fixed: around(difference, studentQuantile(0.975, freedom) * standardError),
    p: studentTwoSided(difference / standardError, freedom),
    relative: relativeOf(control, arm, { alpha, plannedSize, width }),
  };
}

/** By the delta method. A share of a mean that may be 0 says nothing. */
function relativeOf(
  control: Sums,
  arm: Sums,
  { alpha, plannedSize, width }: { alpha: number; plannedSize: number; width: number },
): MeansComparison['relative'] {
  const mean = meanOf(control);
  const ofControl = varianceOf(control) / control.n;
  const own = alwaysValidWidth(control.n, alpha, plannedSize) * Math.sqrt(ofControl);
  if (Math.abs(mean) <= own) return undefined;
  const variance = varianceOf(arm) / (arm.n * mean ** 2) + (meanOf(arm) ** 2 * ofControl) / mean ** 4;
  const lift = meanOf(arm) / mean - 1;
  return { lift, alwaysValid: around(lift, width * Math.sqrt(variance)) };
}

const around = (middle: number, half: number): Interval => [middle - half, middle + half];

export const excludesZero = ([least, most]: Interval) => least > 0 || most < 0;

/** Wilson's 95 % interval of a share: `hits` of `n`. */
export function wilson(hits: number, n: number, confidence = 0.95): Interval {
  if (n <= 0) return [0, 1];
  const z = inverseNormal((1 + confidence) / 2);
  const square = (z * z) / n;
  const share = hits / n;
  const half = z * Math.sqrt((share * (1 - share)) / n + square / (4 * n));
  const bound = (sign: number) => (share + square / 2 + sign * half) / (1 + square);
  return [Math.max(0, bound(-1)), Math.min(1, bound(1))];
}
