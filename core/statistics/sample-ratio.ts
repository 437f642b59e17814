import { logGamma } from './special.ts';

/** Pseudo-customers of the alternative's prior around the planned shares. */
const concentration = 1_000;
/** A thousand to one against the planned shares: seen in 0.1 % of sound experiments, however often one looks. */
export const sampleRatioAlarmFrom = Math.log(1_000);

/**
 * How much likelier these counts are under other shares than under the planned ones, as a logarithm. The test may be looked
 * at after each customer (Lindon and Malek 2020). A share of 0 takes no part.
 */
export function logSampleRatioBayesFactor(counts: readonly number[], shares: readonly number[]): number {
  const arms = counts.map((n, index) => ({ n, share: shares[index] ?? 0 })).filter(({ share }) => share > 0);
  const whole = arms.reduce((sum, { share }) => sum + share, 0);
  const total = arms.reduce((sum, { n }) => sum + n, 0);
  return arms.reduce(
    (sum, { n, share }) => {
      const planned = share / whole;
      const prior = concentration * planned;
      return sum + logGamma(prior + n) - logGamma(prior) - n * Math.log(planned);
    },
    logGamma(concentration) - logGamma(concentration + total),
  );
}
