/**
 * What another policy would have brought, from decisions whose chances were recorded: SNIPS, and the doubly robust estimate with
 * means per context and candidate. Only as good as the log: see `effectiveSample` and `greatestWeight`.
 */
export interface LoggedDecision {
  readonly context: string;
  /** The key of what was chosen. */
  readonly action: string;
  /** The chance with which it was. */
  readonly propensity: number;
  readonly reward: number;
}

/** The chances of the policy that is judged, by key, for the same decision. Those that are left out have none. */
export type ChancesFor<Logged extends LoggedDecision> = (logged: Logged) => ReadonlyMap<string, number>;

export interface OffPolicyEstimate {
  readonly decisions: number;
  readonly ips: number;
  readonly ipsSe: number;
  readonly snips: number;
  readonly snipsSe: number;
  readonly directMethod: number;
  readonly dr: number;
  readonly drSe: number;
  /** (Σw)²/Σw²: how many decisions of the judged policy the log is worth. */
  readonly effectiveSample: number;
  readonly greatestWeight: number;
}

/** Pseudo-trials at the overall mean, in the means per context and candidate. */
const pseudoTrials = 10;

export function evaluatePolicy<Logged extends LoggedDecision>(
  log: readonly Logged[],
  chancesFor: ChancesFor<Logged>,
): OffPolicyEstimate {
  return summarise(terms(log, chancesFor));
}

/** The difference of two policies over the same log, by the doubly robust estimate, with its standard error. */
export function comparePolicies<Logged extends LoggedDecision>(
  log: readonly Logged[],
  one: ChancesFor<Logged>,
  other: ChancesFor<Logged>,
): { readonly difference: number; readonly se: number } {
  const ofOther = terms(log, other).map(({ dr }) => dr);
  const differences = terms(log, one).map(({ dr }, index) => dr - (ofOther[index] as number));
  return { difference: mean(differences), se: standardError(differences) };
}

interface Terms {
  readonly weight: number;
  readonly reward: number;
  readonly direct: number;
  readonly dr: number;
}

function terms<Logged extends LoggedDecision>(log: readonly Logged[], chancesFor: ChancesFor<Logged>): Terms[] {
  const expected = meansOf(log);
  return log.map((logged) => {
    const { context, action, propensity, reward } = logged;
    const chances = chancesFor(logged);
    const weight = (chances.get(action) ?? 0) / propensity;
    let direct = 0;
    for (const [key, chance] of chances) direct += chance * expected(context, key);
    return { weight, reward, direct, dr: direct + weight * (reward - expected(context, action)) };
  });
}

function meansOf(log: readonly LoggedDecision[]): (context: string, action: string) => number {
  const overall = mean(log.map(({ reward }) => reward));
  const sums = new Map<string, { count: number; sum: number }>();
  const nameOf = (context: string, action: string) => `${context}\u001f${action}`;
  for (const { context, action, reward } of log) {
    const name = nameOf(context, action);
    const before = sums.get(name) ?? { count: 0, sum: 0 };
    sums.set(name, { count: before.count + 1, sum: before.sum + reward });
  }
  return (context, action) => {
    const { count, sum } = sums.get(nameOf(context, action)) ?? { count: 0, sum: 0 };
    return (sum + pseudoTrials * overall) / (count + pseudoTrials);
  };
}

function summarise(all: readonly Terms[]): OffPolicyEstimate {
  const weights = all.map(({ weight }) => weight);
  const weighed = all.map(({ weight, reward }) => weight * reward);
  const total = weights.reduce((sum, each) => sum + each, 0);
  const squares = weights.reduce((sum, each) => sum + each * each, 0);
  const snips = total > 0 ? weighed.reduce((sum, each) => sum + each, 0) / total : 0;
  const spread = all.reduce((sum, { weight, reward }) => sum + (weight * (reward - snips)) ** 2, 0);
  const dr = all.map((each) => each.dr);
  return {
    decisions: all.length,
    ips: mean(weighed),
    ipsSe: standardError(weighed),
    snips,
    snipsSe: total > 0 ? Math.sqrt(spread) / total : 0,
    directMethod: mean(all.map(({ direct }) => direct)),
    dr: mean(dr),
    drSe: standardError(dr),
    effectiveSample: squares > 0 ? (total * total) / squares : 0,
    greatestWeight: weights.reduce((most, each) => Math.max(most, each), 0),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length;
}

function standardError(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  const variance = values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

/** Below this much, a log says nothing about a policy. */
export const leastEffectiveSample = 200;

/** What an estimate amounts to, in words. */
export function verdictOn(
  { effectiveSample }: Pick<OffPolicyEstimate, 'effectiveSample'>,
  { difference, se }: { difference: number; se: number },
): 'not-tellable' | 'better' | 'worse' | 'no-difference-seen' {
  if (effectiveSample < leastEffectiveSample) return 'not-tellable';
  if (difference - 1.96 * se > 0) return 'better';
  return difference + 1.96 * se < 0 ? 'worse' : 'no-difference-seen';
}
