import { type Sums, varianceOf } from './interval.ts';

/** Sums of a metric y and of a covariate x: the same metric before the exposure. */
export interface PairSums extends Sums {
  readonly before: number;
  readonly beforeSquares: number;
  readonly products: number;
}

export interface Adjusted {
  /** How much of the covariate is taken off. */
  readonly theta: number;
  /** The variance that is left, as a share. 1: the past says nothing. */
  readonly varianceLeft: number;
  /** Sums of the adjusted metric, in the order of the arms. */
  readonly arms: readonly Sums[];
}

/**
 * CUPED (Deng and others 2013): y - θ(x - x̄), with θ = cov(y, x) / var(x) over all arms. The mean of a difference stays, its
 * variance falls by the square of the correlation.
 */
export function adjustByPast(arms: readonly PairSums[]): Adjusted {
  const total = (pick: (arm: PairSums) => number) => arms.reduce((sum, arm) => sum + pick(arm), 0);
  const n = total((arm) => arm.n);
  const before = total((arm) => arm.before);
  const mean = before / n;
  const ofBefore = total((arm) => arm.beforeSquares) - before * mean;
  const together = total((arm) => arm.products) - total((arm) => arm.sum) * mean;
  const theta = ofBefore > 0 ? together / ofBefore : 0;
  const adjusted = arms.map((arm): Sums => {
    // Of x - x̄ within the arm: its sum, its squares, its products with y.
    const off = arm.before - arm.n * mean;
    const offSquares = arm.beforeSquares - 2 * mean * arm.before + arm.n * mean * mean;
    const offProducts = arm.products - mean * arm.sum;
    return {
      n: arm.n,
      sum: arm.sum - theta * off,
      squares: arm.squares - 2 * theta * offProducts + theta * theta * offSquares,
    };
  });
  return { theta, arms: adjusted, varianceLeft: varianceOf(added(adjusted)) / varianceOf(added(arms)) };
}

const added = (arms: readonly Sums[]): Sums => ({
  n: arms.reduce((sum, arm) => sum + arm.n, 0),
  sum: arms.reduce((sum, arm) => sum + arm.sum, 0),
  squares: arms.reduce((sum, arm) => sum + arm.squares, 0),
});
