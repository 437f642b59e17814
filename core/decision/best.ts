import { incompleteBeta, inverseIncompleteBeta, inverseNormal, normalCdf } from '../statistics/special.ts';

/**
 * The chance of each candidate to be the best, from what is believed of their worth, without sampling: so the chances of a draw
 * are known before it, exactly. The integral of F_k' times the product of the others' F is summed over the quantiles of all.
 */
export interface Belief {
  readonly mean: number;
  readonly sd: number;
  cdf(worth: number): number;
  quantile(level: number): number;
}

/** A rate with a Beta posterior, in worth: rate × value - cost. */
export function betaBelief(a: number, b: number, value = 1, cost = 0): Belief {
  const sum = a + b;
  return {
    mean: (a / sum) * value - cost,
    sd: value * Math.sqrt((a * b) / (sum * sum * (sum + 1))),
    cdf(worth) {
      const rate = (worth + cost) / value;
      return rate <= 0 ? 0 : rate >= 1 ? 1 : incompleteBeta(rate, a, b);
    },
    quantile: (level) => inverseIncompleteBeta(level, a, b) * value - cost,
  };
}

export function normalBelief(mean: number, sd: number): Belief {
  const spread = Math.max(sd, 1e-12, Math.abs(mean) * 1e-9);
  return {
    mean,
    sd,
    cdf: (worth) => quickNormalCdf((worth - mean) / spread),
    quantile: (level) => mean + spread * normalQuantile(level),
  };
}

/** Only some levels are asked for, again and again. */
const quantiles = new Map<number, number>();
function normalQuantile(level: number): number {
  const known = quantiles.get(level);
  if (known !== undefined) return known;
  const found = inverseNormal(level);
  quantiles.set(level, found);
  return found;
}

/** A decision in context asks for hundreds: cubic interpolation between exact values 1/32 apart, off by less than 1e-8. */
const stepsPerUnit = 32;
const widest = 8;
const exact = Float64Array.from({ length: 2 * widest * stepsPerUnit + 1 }, (_, index) =>
  normalCdf(index / stepsPerUnit - widest),
);
const slopes = Float64Array.from(
  exact,
  (_, index) => Math.exp(-0.5 * (index / stepsPerUnit - widest) ** 2) / Math.sqrt(2 * Math.PI) / stepsPerUnit,
);

function quickNormalCdf(z: number): number {
  if (z <= -widest) return 0;
  if (z >= widest) return 1;
  const place = (z + widest) * stepsPerUnit;
  const index = Math.floor(place);
  const t = place - index;
  const [low, high] = [exact[index] as number, exact[index + 1] as number];
  const [rise, fall] = [slopes[index] as number, slopes[index + 1] as number];
  return low + t * (rise + t * (3 * (high - low) - 2 * rise - fall + t * (2 * (low - high) + rise + fall)));
}

/** Beyond so many candidates fewer quantiles of each are taken. */
const many = 20;
const tails = [1e-6, 1e-4, 2e-3];
const levelsOf = (count: number) => [
  ...tails,
  ...Array.from({ length: count }, (_, index) => (index + 0.5) / count),
  ...tails.map((level) => 1 - level).reverse(),
];
const fine = levelsOf(32);
const coarse = levelsOf(16);

/** What is believed of all candidates at all their quantiles. Made once for a state of a learner; any of them may be asked about. */
export interface BeliefTable {
  readonly nodes: readonly { readonly worth: number; readonly owner: number }[];
  /** By candidate: its distribution at each node. */
  readonly cdfs: readonly Float64Array[];
}

export function tableOf(beliefs: readonly Belief[]): BeliefTable {
  const levels = beliefs.length > many ? coarse : fine;
  const nodes = beliefs
    .flatMap((belief, owner) => levels.map((level) => ({ worth: belief.quantile(level), owner })))
    .sort((one, other) => one.worth - other.worth);
  const cdfs = beliefs.map(({ cdf }) => Float64Array.from(nodes, ({ worth }) => cdf(worth)));
  return { nodes, cdfs };
}

/** The chances of these candidates, in their order: numbers of the table. */
export function chancesIn({ nodes, cdfs }: BeliefTable, candidates: readonly number[]): number[] {
  const count = candidates.length;
  if (count === 1) return [1];
  const own = new Set(candidates);
  const chances = new Array<number>(count).fill(0);
  const at = new Float64Array(count);
  const rest = new Float64Array(count);
  const lastAt = new Float64Array(count);
  const lastRest = new Float64Array(count);
  let begun = false;
  for (const [index, { owner }] of nodes.entries()) {
    if (!own.has(owner)) continue;
    for (let k = 0; k < count; k += 1) at[k] = cdfs[candidates[k] as number]?.[index] as number;
    let before = 1;
    for (let k = 0; k < count; k += 1) {
      rest[k] = before;
      before *= at[k] as number;
    }
    let after = 1;
    for (let k = count - 1; k >= 0; k -= 1) {
      rest[k] = (rest[k] as number) * after;
      after *= at[k] as number;
    }
    if (begun) {
      for (let k = 0; k < count; k += 1) {
        const grown = (at[k] as number) - (lastAt[k] as number);
        chances[k] = (chances[k] as number) + (grown * ((rest[k] as number) + (lastRest[k] as number))) / 2;
      }
    }
    lastAt.set(at);
    lastRest.set(rest);
    begun = true;
  }
  const sum = chances.reduce((all, each) => all + each, 0);
  return sum > 0 ? chances.map((each) => each / sum) : chances.map(() => 1 / count);
}

export function chancesToBeBest(beliefs: readonly Belief[]): number[] {
  return chancesIn(
    tableOf(beliefs),
    beliefs.map((_, index) => index),
  );
}
