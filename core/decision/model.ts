import { lengthOf } from '../base/duration.ts';
import { columnCount, columnsOf } from './context.ts';
import { shareArrived } from './delay.ts';
import { addTo, emptyGram, fitLinear, type Gram } from './linear.ts';
import { keyOf, learns, type PolicyDefinition, type Ranking, rewardKind } from './policy.ts';

/**
 * What a policy has learned: a function of the sums of its experience and of the time. Sums only add, so neither order nor
 * batches nor crashes change it.
 */
export interface Cell {
  readonly key: string;
  readonly context: string;
  /** The hour of the decisions, in epoch milliseconds. */
  readonly cohort: number;
  readonly trials: number;
  readonly goals: number;
  readonly value: number;
  /** Σ of the squared value of each decision. */
  readonly squares: number;
}

export interface Learned {
  readonly trials: number;
  readonly goals: number;
}

/** Immutable: a decision names the state it was made from. */
export type PolicyModel =
  | (ModelOf<'rate', { readonly a: number; readonly b: number }> & { readonly pooled: { readonly rate: number } })
  | (ModelOf<'value', { readonly mean: number; readonly sd: number }> & {
      readonly pooled: { readonly mean: number; readonly sd: number };
    })
  | (ModelOf<'linear', { readonly weights: readonly number[]; readonly covariance: readonly number[] }> & {
      readonly pooled: { readonly weights: readonly number[]; readonly variances: readonly number[] };
    });

interface ModelOf<Kind extends string, Parameters> {
  readonly v: 1;
  readonly kind: Kind;
  readonly decisions: number;
  readonly goals: number;
  readonly candidates: Readonly<Record<string, Parameters & Learned>>;
}

/** Pseudo-trials at the pooled rate that a candidate begins with, and pseudo-observations of a mean value. */
const pseudoTrials = 40;
const pseudoValues = 20;

export interface Experience {
  readonly cells: readonly Cell[];
  /** Answers by the part of the window in which they came, of decisions whose window has passed. */
  readonly delays: readonly number[];
  readonly now: number;
}

interface Weighed {
  readonly key: string;
  readonly context: string;
  readonly count: number;
  readonly goals: number;
  readonly value: number;
  readonly squares: number;
}

export function makeModel(policy: PolicyDefinition, experience: Experience): PolicyModel | undefined {
  const { rank } = policy;
  if (!learns(policy)) return undefined;
  const known = new Set(policy.candidates.map(keyOf));
  const own = experience.cells.filter(({ key }) => known.has(key));
  const cells = weigh(policy, { ...experience, cells: own });
  const totals = learnedBy(own);
  const decisions = own.reduce((sum, { trials }) => sum + trials, 0);
  const goals = own.reduce((sum, each) => sum + each.goals, 0);
  const about = { v: 1, decisions, goals } as const;
  const { kind } = rewardKind(policy);
  if (rank.by === 'linear') return { ...about, ...linearModel(rank, kind, cells, [...known], totals) };
  return {
    ...about,
    ...(kind === 'rate' ? rateModel(cells, [...known], totals) : valueModel(cells, [...known], totals)),
  };
}

function learnedBy(cells: readonly Cell[]): ReadonlyMap<string, Learned> {
  const totals = new Map<string, Learned>();
  for (const { key, trials, goals } of cells) {
    const before = totals.get(key) ?? { trials: 0, goals: 0 };
    totals.set(key, { trials: before.trials + trials, goals: before.goals + goals });
  }
  return totals;
}

/** Each cell by its age: what has come of it so far, and how much it still counts. */
function weigh({ rank, reward }: PolicyDefinition, { cells, delays, now }: Experience): Weighed[] {
  const window = reward ? (lengthOf(reward.within) ?? 0) : 0;
  const arrived = shareArrived(delays, window);
  const halfLife = 'halfLife' in rank && rank.halfLife !== undefined ? (lengthOf(rank.halfLife) ?? 0) : undefined;
  return cells.map(({ key, context, cohort, trials, goals, value, squares }) => {
    const age = Math.max(0, now - cohort);
    const weight = halfLife === undefined ? 1 : 0.5 ** (age / halfLife);
    const count = weight * trials * arrived(age);
    return { key, context, count, goals: weight * goals, value: weight * value, squares: weight * squares };
  });
}

interface Sums {
  count: number;
  goals: number;
  value: number;
  squares: number;
}

function sumOf(cells: readonly Weighed[]): Sums {
  const sums = { count: 0, goals: 0, value: 0, squares: 0 };
  for (const { count, goals, value, squares } of cells) {
    sums.count += count;
    sums.goals += goals;
    sums.value += value;
    sums.squares += squares;
  }
  return sums;
}

const none: Learned = { trials: 0, goals: 0 };

function byKey<T>(
  keys: readonly string[],
  cells: readonly Weighed[],
  totals: ReadonlyMap<string, Learned>,
  parameters: (own: readonly Weighed[]) => T,
): Record<string, T & Learned> {
  const grouped = new Map<string, Weighed[]>(keys.map((key) => [key, []]));
  for (const cell of cells) grouped.get(cell.key)?.push(cell);
  return Object.fromEntries(
    keys.map((key) => [key, { ...parameters(grouped.get(key) ?? []), ...(totals.get(key) ?? none) }]),
  );
}

/** Beta posteriors, each beginning at what the whole policy knows, widely. */
function rateModel(cells: readonly Weighed[], keys: readonly string[], totals: ReadonlyMap<string, Learned>) {
  const all = sumOf(cells);
  const rate = Math.min(0.999, (all.goals + 1) / (all.count + 20));
  const candidates = byKey(keys, cells, totals, (own) => {
    const { goals, count } = sumOf(own);
    return { a: pseudoTrials * rate + goals, b: pseudoTrials * (1 - rate) + Math.max(count - goals, 0) };
  });
  return { kind: 'rate' as const, pooled: { rate }, candidates };
}

function valueModel(cells: readonly Weighed[], keys: readonly string[], totals: ReadonlyMap<string, Learned>) {
  const { mean, variance } = pooledValue(sumOf(cells));
  const candidates = byKey(keys, cells, totals, (own) => {
    const { count, value } = sumOf(own);
    return {
      mean: (value + pseudoValues * mean) / (count + pseudoValues),
      sd: Math.sqrt(variance / (count + pseudoValues)),
    };
  });
  return { kind: 'value' as const, pooled: { mean, sd: Math.sqrt(variance / pseudoValues) }, candidates };
}

/** Before anything came, a value of nothing is believed within one unit. */
function pooledValue({ count, value, squares }: Sums): { readonly mean: number; readonly variance: number } {
  if (count < 1 || squares === 0) return { mean: 0, variance: 1 };
  const mean = value / count;
  return { mean, variance: Math.max(squares / count - mean * mean, 1e-9) };
}

function linearModel(
  { context: features }: Extract<Ranking, { by: 'linear' }>,
  kind: 'rate' | 'value',
  cells: readonly Weighed[],
  keys: readonly string[],
  totals: ReadonlyMap<string, Learned>,
) {
  const size = columnCount(features);
  const all = sumOf(cells);
  const rate = (all.goals + 1) / (all.count + 20);
  const { mean, variance } = kind === 'rate' ? { mean: rate, variance: rate * (1 - rate) } : pooledValue(all);
  const scale = Math.max(Math.abs(mean), 0.01 * Math.sqrt(variance));
  const precision = Array.from({ length: size }, (_, column) => 1 / (scale * (column === 0 ? 2 : 1)) ** 2);
  const base = Array.from({ length: size }, (_, column) => (column === 0 ? mean : 0));
  const grams = new Map<string, Gram>(keys.map((key) => [key, emptyGram(size)]));
  const common = emptyGram(size);
  for (const { key, context, count, goals, value } of cells) {
    const columns = columnsOf(features, context);
    const sum = kind === 'rate' ? goals : value;
    addTo(common, columns, count, sum);
    const own = grams.get(key);
    if (own) addTo(own, columns, count, sum);
  }
  const { weights: prior } = fitLinear(common, { variance, precision, prior: base });
  const candidates = Object.fromEntries(
    keys.map((key) => [
      key,
      { ...fitLinear(grams.get(key) as Gram, { variance, precision, prior }), ...(totals.get(key) ?? none) },
    ]),
  );
  return {
    kind: 'linear' as const,
    pooled: { weights: prior, variances: precision.map((each) => 1 / each) },
    candidates,
  };
}
