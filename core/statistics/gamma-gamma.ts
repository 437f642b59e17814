import { minimising } from './minimise.ts';
import { logGamma } from './special.ts';
import { runToEnd, type Steps } from './steps.ts';

/**
 * Gamma-Gamma (Fader and Hardie 2013): the money of a customer's purchases is gamma distributed around a mean of their own, and
 * these means over customers by a gamma in turn.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

export interface Spending {
  /** Days with a purchase after the first. */
  readonly repeats: number;
  /** Mean money of these days. */
  readonly mean: number;
}

export interface GammaGammaFit extends GammaGamma {
  readonly logLikelihood: number;
  /** Of number and mean. The model takes them for independent: over 0.3 its values are not to be relied on. */
  readonly correlation: number;
}

export function fitGammaGamma(customers: readonly Spending[]): GammaGammaFit | undefined {
  return runToEnd(fittingGammaGamma(customers));
}

/** Of those with repeat purchases worth something; the others tell nothing. Undefined where there are fewer than two. */
export function* fittingGammaGamma(customers: readonly Spending[]): Steps<GammaGammaFit | undefined> {
  const known = customers.filter(({ repeats, mean }) => repeats > 0 && mean > 0);
  if (known.length < 2) return undefined;
  const { at, value } = yield* minimising((logs) => -gammaGammaLogLikelihood(fromLogs(logs), known), [1.8, 1.3, 2.7]);
  return { ...fromLogs(at), logLikelihood: -value, correlation: correlationOf(known) };
}

const fromLogs = ([p = 0, q = 0, gamma = 0]: readonly number[]): GammaGamma => ({
  p: Math.exp(p),
  q: Math.exp(q),
  gamma: Math.exp(gamma),
});

export function gammaGammaLogLikelihood({ p, q, gamma }: GammaGamma, customers: readonly Spending[]): number {
  const constant = q * Math.log(gamma) - logGamma(q);
  // What depends on the number of purchases alone, once for each number.
  const byRepeats = new Map<number, number>();
  const of = (repeats: number) => {
    const known = byRepeats.get(repeats);
    if (known !== undefined) return known;
    const computed = logGamma(p * repeats + q) - logGamma(p * repeats) + p * repeats * Math.log(repeats);
    byRepeats.set(repeats, computed);
    return computed;
  };
  let sum = 0;
  for (const { repeats, mean } of customers) {
    const shape = p * repeats;
    sum += constant + of(repeats) + (shape - 1) * Math.log(mean) - (shape + q) * Math.log(gamma + mean * repeats);
  }
  return sum;
}

function correlationOf(customers: readonly Spending[]): number {
  const n = customers.length;
  const mean = (of: (each: Spending) => number) => customers.reduce((sum, each) => sum + of(each), 0) / n;
  const [repeats, money] = [mean((each) => each.repeats), mean((each) => each.mean)];
  const together = mean((each) => (each.repeats - repeats) * (each.mean - money));
  const spread = mean((each) => (each.repeats - repeats) ** 2) * mean((each) => (each.mean - money) ** 2);
  return spread > 0 ? together / Math.sqrt(spread) : 0;
}

/** What a purchase of the customer is expected to be worth. */
export function expectedOrder({ p, q, gamma }: GammaGamma, { repeats, mean }: Spending): number {
  return (p * (gamma + mean * repeats)) / (p * repeats + q - 1);
}
