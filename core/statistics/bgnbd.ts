import { minimising } from './minimise.ts';
import { hypergeometric2F1, logBeta, logGamma } from './special.ts';
import { runToEnd, type Steps } from './steps.ts';

/**
 * BG/NBD (Fader, Hardie and Lee 2005): customers buy at rates that are gamma distributed, and after each purchase may be gone for
 * good, with chances that are beta distributed.
 */
export interface Bgnbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** What is known of a customer, in weeks. */
export interface Purchases {
  /** Days with a purchase after the first. */
  readonly repeats: number;
  /** From the first purchase to the last. */
  readonly lastAt: number;
  /** From the first purchase until now. */
  readonly age: number;
}

export interface BgnbdFit extends Bgnbd {
  readonly logLikelihood: number;
}

export function fitBgnbd(customers: readonly Purchases[]): BgnbdFit {
  return runToEnd(fittingBgnbd(customers));
}

/** By maximum likelihood over the logarithms of the parameters. */
export function* fittingBgnbd(customers: readonly Purchases[]): Steps<BgnbdFit> {
  const grouped = groupEqual(customers);
  const { at, value } = yield* minimising((logs) => -logLikelihoodOf(grouped, fromLogs(logs)), [-1, 1, 0, 1]);
  return { ...fromLogs(at), logLikelihood: -value };
}

const fromLogs = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): Bgnbd => ({
  r: Math.exp(r),
  alpha: Math.exp(alpha),
  a: Math.exp(a),
  b: Math.exp(b),
});

export function bgnbdLogLikelihood(model: Bgnbd, customers: readonly Purchases[]): number {
  return logLikelihoodOf(groupEqual(customers), model);
}

interface Group extends Purchases {
  readonly customers: number;
}

function groupEqual(customers: readonly Purchases[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of customers) {
    const key = `${each.repeats} ${each.lastAt} ${each.age}`;
    groups.set(key, { ...each, customers: (groups.get(key)?.customers ?? 0) + 1 });
  }
  return [...groups.values()];
}

function logLikelihoodOf(groups: readonly Group[], { r, alpha, a, b }: Bgnbd): number {
  const constant = r * Math.log(alpha) - logGamma(r) - logBeta(a, b);
  // What depends on the number of purchases alone, once for each number.
  const byRepeats = new Map<number, readonly [own: number, gone: number]>();
  const of = (repeats: number) => {
    const known = byRepeats.get(repeats);
    if (known) return known;
    const gone = repeats > 0 ? Math.log(a) - Math.log(b + repeats - 1) : Number.NEGATIVE_INFINITY;
    const computed = [logGamma(r + repeats) + logBeta(a, b + repeats), gone] as const;
    byRepeats.set(repeats, computed);
    return computed;
  };
  let sum = 0;
  for (const { repeats, lastAt, age, customers } of groups) {
    const [own, gone] = of(repeats);
    const alive = -(r + repeats) * Math.log(alpha + age);
    const dead = repeats > 0 ? gone - (r + repeats) * Math.log(alpha + lastAt) : Number.NEGATIVE_INFINITY;
    sum += customers * (constant + own + addedLogs(alive, dead));
  }
  return sum;
}

/** ln(e^a + e^b) */
function addedLogs(a: number, b: number): number {
  const most = Math.max(a, b);
  return most + Math.log1p(Math.exp(Math.min(a, b) - most));
}

/** The chance that the customer still buys. One who bought once is alive by construction. */
export function aliveChance({ r, alpha, a, b }: Bgnbd, { repeats, lastAt, age }: Purchases): number {
  if (repeats === 0) return 1;
  return 1 / (1 + (a / (b + repeats - 1)) * ((alpha + age) / (alpha + lastAt)) ** (r + repeats));
}

/** Days with a purchase that are expected in the next `weeks`. */
export function expectedPurchases(model: Bgnbd, customer: Purchases, weeks: number): number {
  const { r, alpha, a, b } = model;
  const { repeats, age } = customer;
  const ahead = alpha + age + weeks;
  const gauss = hypergeometric2F1(r + repeats, b + repeats, a + b + repeats - 1, weeks / ahead);
  const growth = 1 - ((alpha + age) / ahead) ** (r + repeats) * gauss;
  return ((a + b + repeats - 1) / (a - 1)) * growth * aliveChance(model, customer);
}
