import { choose, type LivePolicy } from '../../core/decision/choose.ts';
import { delayPart, delayParts } from '../../core/decision/delay.ts';
import { type Cell, makeModel } from '../../core/decision/model.ts';
import { keyOf, type PolicyAsWritten, policySchema } from '../../core/decision/policy.ts';

/**
 * Streams of decisions with known truths, played through the product's own functions: choice, cells, state. A stream's rewards
 * come from `uniform(seed, t, k)`, which any language computes alike; the policy's own draws from a place of their own.
 */
const mix = (given: number): number => {
  let x = given >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
};

export function uniform(seed: number, t: number, k: number): number {
  return (mix(mix(mix((seed ^ 0x9e3779b9) >>> 0) + t) + k) + 0.5) / 2 ** 32;
}

/** The place of the policy's own draws. */
const ofPolicy = 900;

export interface Stream {
  readonly policy: PolicyAsWritten;
  readonly decisions: number;
  /** Decisions between two states. */
  readonly renewal: number;
  /** Which candidates may be chosen at `t`. */
  readonly isThere?: ((id: string, t: number) => boolean) | undefined;
  /** What the customer of decision `t` is like: features by their fields. */
  readonly contextAt?: ((seed: number, t: number) => Readonly<Record<string, unknown>>) | undefined;
  /** What the choice of a candidate is worth in truth, and what comes of it. */
  worth(candidate: number, t: number, fields: Readonly<Record<string, unknown>>): number;
  reward(
    seed: number,
    t: number,
    candidate: number,
    fields: Readonly<Record<string, unknown>>,
  ): { readonly value: number; readonly delay: number } | undefined;
}

/** A decision is a second: windows and half-lives of the policy are given in seconds. */
const tick = 1000;

/** What the policy lost against the best choice at each decision. */
export function regretOf(stream: Stream, seed: number): number {
  const definition = policySchema.parse(stream.policy);
  const keys = definition.candidates.map(keyOf);
  const ids = definition.candidates.map(({ id }) => id);
  const cells = new Map<string, { -readonly [Name in keyof Cell]: Cell[Name] }>();
  const window = definition.reward ? Number(/PT(\d+)S/.exec(definition.reward.within)?.[1] ?? 0) : 0;
  const pending: { at: number; from: number; cell: string; value: number; delay: number }[] = [];
  const answered: { from: number; part: number }[] = [];
  let live: LivePolicy = { definition, version: 1 };
  let lost = 0;
  for (let t = 0; t < stream.decisions; t += 1) {
    if (t % stream.renewal === 0 && t > 0) {
      for (let index = pending.length - 1; index >= 0; index -= 1) {
        const each = pending[index] as (typeof pending)[number];
        if (each.at > t) continue;
        pending.splice(index, 1);
        const cell = cells.get(each.cell);
        if (!cell) throw new Error('a reward without a decision');
        cell.goals += 1;
        cell.value += each.value;
        cell.squares += each.value ** 2;
        answered.push({ from: each.from, part: delayPart(each.delay, window) });
      }
      const delays = new Array<number>(delayParts).fill(0);
      for (const { from, part } of answered) if (from <= t - window) delays[part] = (delays[part] ?? 0) + 1;
      const model = makeModel(definition, { cells: [...cells.values()], delays, now: t * tick });
      live = { definition, version: 1, state: model && { number: t, model } };
    }
    const fields = stream.contextAt?.(seed, t) ?? {};
    const record = choose(live, {
      now: t * tick,
      read: (field) => fields[field],
      holds: () => true,
      blocked: ({ id }) => (stream.isThere?.(id, t) === false ? 'not-there' : undefined),
      isBaseline: false,
      luck: uniform(seed, t, ofPolicy),
    });
    const chosen = ids.indexOf(record.chosen ?? '');
    const there = ids.map((id, index) =>
      stream.isThere?.(id, t) === false ? Number.NEGATIVE_INFINITY : stream.worth(index, t, fields),
    );
    lost += Math.max(...there) - stream.worth(chosen, t, fields);
    const cohort = Math.floor(t / stream.renewal) * stream.renewal + stream.renewal / 2;
    const name = `${chosen}/${record.context}/${cohort}`;
    const key = keys[chosen] as string;
    const cell = cells.get(name) ?? {
      key,
      context: record.context,
      cohort: cohort * tick,
      trials: 0,
      goals: 0,
      value: 0,
      squares: 0,
    };
    cell.trials += 1;
    cells.set(name, cell);
    const reward = stream.reward(seed, t, chosen, fields);
    if (reward) pending.push({ at: t + reward.delay, from: t, cell: name, value: reward.value, delay: reward.delay });
  }
  return lost;
}

const arms = (count: number, costs: readonly number[] = []) =>
  Array.from({ length: count }, (_, index) => ({ id: `arm-${index}`, ...(costs[index] && { cost: costs[index] }) }));

const plain = (rank: PolicyAsWritten['rank'], count: number, within = 'PT1S', value?: object): PolicyAsWritten => ({
  id: 'stream',
  purpose: 'transactional',
  candidates: arms(count),
  rank,
  reward: { events: [{ event: 'Goal', ...value }], within },
});

const offers = [0.02, 0.025, 0.03, 0.035, 0.05];

/** Five offers; the best may come later. */
export const offersStream = (decisions = 20_000, join = 0): Stream => ({
  policy: plain({ by: 'thompson', floorPerMille: 0 }, 5),
  decisions,
  renewal: 100,
  isThere: (id, t) => id !== 'arm-4' || t >= join,
  worth: (candidate) => offers[candidate] as number,
  reward: (seed, t, candidate) =>
    uniform(seed, t, candidate) < (offers[candidate] as number) ? { value: 1, delay: 0 } : undefined,
});

/** The best becomes the worst half-way. */
export function driftStream(halfLife?: number, decisions = 20_000): Stream {
  const rates = (t: number) => (t < decisions / 2 ? [0.06, 0.04, 0.03] : [0.03, 0.04, 0.07]);
  return {
    policy: plain({ by: 'thompson', floorPerMille: 0, ...(halfLife && { halfLife: `PT${halfLife}S` }) }, 3),
    decisions,
    renewal: 100,
    worth: (candidate, t) => rates(t)[candidate] as number,
    reward: (seed, t, candidate) =>
      uniform(seed, t, candidate) < (rates(t)[candidate] as number) ? { value: 1, delay: 0 } : undefined,
  };
}

/** Answers come after an exponential delay, cut off by the window. */
export const delayedStream = (decisions = 40_000, mean = 2000, window = 6000): Stream => ({
  policy: plain({ by: 'thompson', floorPerMille: 0 }, 5, `PT${window}S`),
  decisions,
  renewal: 100,
  worth: (candidate) => offers[candidate] as number,
  reward(seed, t, candidate) {
    if (uniform(seed, t, candidate) >= (offers[candidate] as number)) return undefined;
    const delay = -mean * Math.log(1 - uniform(seed, t, candidate + 100) * (1 - Math.exp(-window / mean)));
    return { value: 1, delay };
  },
});

const weights = [
  [-3.6, 0.6, 0, 0, 0, 0.5],
  [-3.2, 0.2, 0.9, -0.5, 0, 0.4],
  [-3.2, -0.4, 0, 0.9, 0.6, 0.3],
  [-3.1, 0.8, -0.6, 0, -0.7, -0.2],
];
const costs = [0, 0.01, 0.01, 0.015];
const names = ['a', 'b', 'c', 'd', 'e'];

/** Four candidates, of which the first does nothing and costs nothing; five features of the customer. */
export function contextStream(exploration = 1, decisions = 30_000): Stream {
  const rate = (candidate: number, fields: Readonly<Record<string, unknown>>) => {
    const [base = 0, ...own] = weights[candidate] as number[];
    return (
      1 /
      (1 + Math.exp(-own.reduce((sum, weight, index) => sum + weight * Number(fields[names[index] as string]), base)))
    );
  };
  const context = names.map((name) => ({ name, field: name, bins: [1] }));
  return {
    policy: {
      ...plain({ by: 'linear', context, exploration, floorPerMille: 0 }, 4),
      candidates: arms(4, costs),
    },
    decisions,
    renewal: 200,
    contextAt: (seed, t) =>
      Object.fromEntries(names.map((name, index) => [name, uniform(seed, t, 200 + index) < 0.5 ? 1 : 0])),
    worth: (candidate, _t, fields) => rate(candidate, fields) - (costs[candidate] as number),
    reward: (seed, t, candidate, fields) =>
      uniform(seed, t, candidate) < rate(candidate, fields) ? { value: 1, delay: 0 } : undefined,
  };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
