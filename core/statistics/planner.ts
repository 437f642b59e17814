import { alwaysValidWidth, defaultPlannedSize } from './interval.ts';

export interface PlanOptions {
  /** Of the metric, over customers. */
  readonly variance: number;
  /** The smallest difference of the means that is worth knowing. */
  readonly difference: number;
  readonly alpha?: number | undefined;
  readonly plannedSize?: number | undefined;
}

/** Two-sided 5 %, and 80 % chance to find the difference. */
const wanted = 1.96 + 0.84;
const mostWeeks = 52;

/**
 * How many customers an arm needs so that a difference is found with 80 %: the number for one look, times what looking at any
 * time costs. That depends on the number, so it is found by iteration.
 */
export function customersPerArm({
  variance,
  difference,
  alpha = 0.05,
  plannedSize = defaultPlannedSize,
}: PlanOptions): number {
  const atOneLook = (2 * wanted ** 2 * variance) / difference ** 2;
  let n = atOneLook;
  for (let step = 0; step < 100; step += 1) {
    const next = atOneLook * (alwaysValidWidth(2 * n, alpha, plannedSize) / 1.96) ** 2;
    if (Math.abs(next - n) < 0.5) return Math.ceil(next);
    n = next;
  }
  return Math.ceil(n);
}

/** Weeks until each arm has so many, at this many customers a week in the smallest arm; `hopeless` beyond a year. */
export function weeksUntil(needed: number, { have, perWeek }: { have: number; perWeek: number }): number | 'hopeless' {
  const left = Math.max(0, needed - have);
  if (left === 0) return 0;
  const weeks = perWeek > 0 ? Math.ceil(left / perWeek) : Number.POSITIVE_INFINITY;
  return weeks > mostWeeks ? 'hopeless' : weeks;
}
