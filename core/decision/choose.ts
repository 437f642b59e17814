import { oncePer } from '../base/once-per.ts';
import { describeCondition } from '../condition/describe.ts';
import type { Condition } from '../condition/schema.ts';
import { type Belief, type BeliefTable, betaBelief, chancesIn, normalBelief, tableOf } from './best.ts';
import { chancesOfHours, reasonsOfHour } from './choose-hour.ts';
import { binsOf, columnsOf, contextKey, describeColumn } from './context.ts';
import { pickAt, toParts, withFloor } from './draw.ts';
import { evaluateFormula } from './formula.ts';
import { scoreOf, varianceOf } from './linear.ts';
import type { PolicyModel } from './model.ts';
import { keyOf, type PolicyCandidate, type PolicyDefinition, rewardKind } from './policy.ts';
import type { ChosenBy, DecisionRecord, JudgedCandidate, Refusal } from './record.ts';
import type { HourFacts } from './send-time.ts';

/** A published policy as a decision finds it. */
export interface LivePolicy {
  readonly definition: PolicyDefinition;
  readonly version: number;
  /** What has been learned, and the number of that state. */
  readonly state?: { readonly number: number; readonly model: PolicyModel } | undefined;
  /** What people decided about single candidates. */
  readonly overrides?: readonly Override[] | undefined;
}

/** A pin makes a candidate the choice for all, or for those of whom a condition holds; a ban takes it out. */
export interface Override {
  readonly kind: 'pin' | 'ban';
  readonly candidate: string;
  readonly when?: Condition | undefined;
  /** Epoch milliseconds. */
  readonly until?: number | undefined;
}

/** What a decision asks about the customer. */
export interface Asked {
  readonly now: number;
  /** What a field or a reference means. */
  read(field: string): unknown;
  holds(condition: Condition): boolean;
  /** Why the guard would not let a message of this candidate out; what it would only defer may be chosen. */
  blocked(candidate: PolicyCandidate): string | undefined;
  /** Which cap of the candidate's offer is reached: "3 for each customer". */
  usedUp?(candidate: PolicyCandidate): string | undefined;
  /** Is the customer one of the share that is served evenly? */
  readonly isBaseline: boolean;
  /** The candidate that the customer keeps. */
  readonly kept?: string | undefined;
  /** When the customer is there, for choosing among times. */
  readonly hours?: HourFacts | undefined;
  /** A person who objects to profiling is served without context. */
  readonly withoutContext?: boolean | undefined;
  /** The number that decides, from 0 up to 1. */
  readonly luck: number;
}

interface Eligible {
  readonly candidate: PolicyCandidate;
  readonly key: string;
  readonly score?: number | undefined;
}

/** Chooses one of the policy's candidates: who may be chosen, with which chances, and the draw. */
export function choose(policy: LivePolicy, asked: Asked): DecisionRecord {
  const { definition, version, state } = policy;
  const { rank } = definition;
  const context =
    rank.by === 'linear' && !asked.withoutContext ? contextKey(binsOf(rank.context, (field) => asked.read(field))) : '';
  const judged = [...definition.candidates]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((candidate) => judge(policy, candidate, asked));
  const eligible = judged.flatMap(({ refused, ...each }) => (refused ? [] : [each]));
  const { by, chances, beliefs } = chancesOf(policy, eligible, asked, context);
  const parts = toPartsOf(chances);
  const picked = eligible[parts.length === 0 ? -1 : pickAt(parts, asked.luck)];
  const fallback = picked ? undefined : fallbackOf(definition, judged);
  const chosen = picked?.candidate ?? fallback;
  const place = new Map(eligible.map(({ candidate }, index) => [candidate.id, index]));
  return {
    v: 1,
    policy: definition.id,
    version,
    state: state?.number ?? null,
    rank: rank.by,
    by: picked ? by : fallback ? 'fallback' : 'none',
    context,
    candidates: judged.map(({ candidate: { id, title }, key, refused }): JudgedCandidate => {
      const index = place.get(id);
      const belief = index === undefined ? undefined : beliefs?.[index];
      return {
        id,
        key,
        ...(title !== undefined && { title }),
        ...(refused && { refused }),
        ...(belief && { mean: belief.mean, sd: belief.sd }),
        ...(index !== undefined && { ppm: parts[index] }),
      };
    }),
    luck: asked.luck,
    chosen: chosen?.id ?? null,
    ...(chosen && by === 'policy' && reasonsOf(policy, chosen, context)),
    ...(picked && by === 'policy' && rank.by === 'best-hour' && hoursBehind(picked.candidate, eligible, asked)),
    ...(state && { evidence: { decisions: state.model.decisions, goals: state.model.goals } }),
    isTrial: picked !== undefined && (by === 'policy' || by === 'baseline'),
  };
}

function hoursBehind(chosen: PolicyCandidate, eligible: readonly Eligible[], asked: Asked) {
  const hours = asked.withoutContext
    ? undefined
    : reasonsOfHour(
        chosen,
        eligible.map(({ candidate }) => candidate),
        asked.hours,
      );
  return hours && { hours };
}

const toPartsOf = (chances: readonly number[]) => (chances.length === 0 ? [] : toParts(chances));

/** The order of judgement: the first reason counts. */
function judge(
  policy: LivePolicy,
  candidate: PolicyCandidate,
  asked: Asked,
): Eligible & { readonly refused?: Refusal | undefined } {
  const key = keyOf(candidate);
  const { eligible, from, until } = candidate;
  const refuse = (rule: Refusal['rule'], value?: string) => ({
    candidate,
    key,
    refused: { rule, ...(value && { value }) },
  });
  if (overridesOf(policy, asked).some(({ kind, candidate: id }) => kind === 'ban' && id === candidate.id))
    return refuse('banned');
  if (from !== undefined && asked.now < Date.parse(from)) return refuse('dates', `from ${from.slice(0, 10)}`);
  if (until !== undefined && asked.now >= Date.parse(until)) return refuse('dates', `until ${until.slice(0, 10)}`);
  if (eligible && !asked.holds(eligible)) return refuse('not-eligible', describeCondition(eligible).slice(0, 200));
  const usedUp = asked.usedUp?.(candidate);
  if (usedUp !== undefined) return refuse('used-up', usedUp);
  const blocked = asked.blocked(candidate);
  if (blocked !== undefined) return refuse('blocked', blocked);
  const { rank } = policy.definition;
  if (rank.by !== 'formula') return { candidate, key };
  const score = evaluateFormula(rank.score, (ref) => readForFormula(policy, candidate, ref, asked));
  return score === undefined ? refuse('no-value') : { candidate, key, score };
}

function overridesOf({ overrides = [] }: LivePolicy, asked: Asked): readonly Override[] {
  return overrides.filter(
    ({ until, when }) => (until === undefined || asked.now < until) && (when === undefined || asked.holds(when)),
  );
}

/** `candidate.cost`, `candidate.priority` (of an offer), `candidate.<number>`, `model.rate` (of its experience); all else is of the customer. */
function readForFormula(policy: LivePolicy, candidate: PolicyCandidate, ref: string, asked: Asked): unknown {
  const { state } = policy;
  if (ref === 'candidate.cost') return candidate.cost ?? 0;
  if (ref === 'candidate.priority' && candidate.offer)
    return evaluateFormula(candidate.offer.priority, (inner) =>
      inner === ref ? undefined : readForFormula(policy, candidate, inner, asked),
    );
  if (ref.startsWith('candidate.')) return candidate.values?.[ref.slice('candidate.'.length)];
  if (ref !== 'model.rate') return asked.read(ref);
  const learned = state?.model.candidates[keyOf(candidate)];
  return learned && learned.trials > 0 ? learned.goals / learned.trials : undefined;
}

/** None may be chosen: the fallback goes, unless people, its caps or the guard took it out. */
function fallbackOf(
  { fallback }: PolicyDefinition,
  judged: readonly (Eligible & { readonly refused?: Refusal | undefined })[],
): PolicyCandidate | undefined {
  const found = judged.find(({ candidate }) => candidate.id === fallback);
  const { rule } = found?.refused ?? {};
  const mayGo = rule !== 'banned' && rule !== 'used-up' && rule !== 'blocked';
  return mayGo ? found?.candidate : undefined;
}

interface Chances {
  readonly by: ChosenBy;
  readonly chances: readonly number[];
  readonly beliefs?: readonly Belief[] | undefined;
}

function chancesOf(policy: LivePolicy, eligible: readonly Eligible[], asked: Asked, context: string): Chances {
  const { definition } = policy;
  const only = (index: number, by: ChosenBy): Chances => ({
    by,
    chances: eligible.map((_, each) => (each === index ? 1 : 0)),
  });
  const indexOf = (id: string | undefined) => eligible.findIndex(({ candidate }) => candidate.id === id);
  if (eligible.length === 0) return { by: 'none', chances: [] };
  for (const { kind, candidate } of overridesOf(policy, asked)) {
    const pinned = kind === 'pin' ? indexOf(candidate) : -1;
    if (pinned >= 0) return only(pinned, 'pinned');
  }
  const kept = indexOf(asked.kept);
  if (kept >= 0) return only(kept, 'sticky');
  const even = eligible.map(() => 1 / eligible.length);
  if (definition.rank.by === 'best-hour')
    return chancesOfHours(
      eligible.map(({ candidate }) => candidate),
      {
        hours: asked.withoutContext ? undefined : asked.hours,
        isBaseline: asked.isBaseline,
        explore: definition.rank.explorePerMille / 1000,
      },
    );
  if (asked.isBaseline) return { by: 'baseline', chances: even };
  const { rank } = definition;
  switch (rank.by) {
    case 'order':
      return only(firstOf(definition, eligible), 'policy');
    case 'formula':
      return only(greatest(eligible), 'policy');
    case 'shares': {
      const shares = eligible.map(({ candidate }) => candidate.share ?? 0);
      const sum = shares.reduce((all, each) => all + each, 0);
      return { by: 'policy', chances: sum > 0 ? shares.map((each) => each / sum) : even };
    }
    case 'thompson':
    case 'linear': {
      const best = asked.withoutContext ? undefined : chancesToLearnBy(policy, eligible, context);
      if (!best) return { by: 'policy', chances: even };
      return { by: 'policy', chances: withFloor(best.chances, rank.floorPerMille / 1000), beliefs: best.beliefs };
    }
  }
}

/** In the order in which the policy lists them, which is not that of their ids. */
function firstOf({ candidates }: PolicyDefinition, eligible: readonly Eligible[]): number {
  const ids = new Map(eligible.map(({ candidate }, index) => [candidate.id, index]));
  const first = candidates.find(({ id }) => ids.has(id));
  return ids.get(first?.id ?? '') ?? 0;
}

/** Of equal scores the first id. */
function greatest(eligible: readonly Eligible[]): number {
  return eligible.reduce((best, { score = 0 }, index) => (score > (eligible[best]?.score ?? 0) ? index : best), 0);
}

interface BestOf {
  readonly chances: readonly number[];
  readonly beliefs: readonly Belief[];
}

/** Undefined: nothing has been learned yet, so all are alike. */
function chancesToLearnBy(policy: LivePolicy, eligible: readonly Eligible[], context: string): BestOf | undefined {
  const model = policy.state?.model;
  if (!model) return undefined;
  if (model.kind === 'linear') {
    const beliefs = eligible.map(({ candidate }) => linearBelief(policy.definition, model, candidate, context));
    const chances = chancesIn(
      tableOf(beliefs),
      beliefs.map((_, index) => index),
    );
    return { chances, beliefs };
  }
  const { table, beliefs, places } = preparedFor(model)(policy.definition);
  const own = eligible.map(({ key }) => places.get(key) as number);
  return { chances: chancesIn(table, own), beliefs: own.map((place) => beliefs[place] as Belief) };
}

interface Prepared {
  readonly table: BeliefTable;
  readonly beliefs: readonly Belief[];
  readonly places: ReadonlyMap<string, number>;
}

/** States are immutable: what is computed of one is kept for as long as it is in memory. */
const preparedFor = oncePer((model: PolicyModel) =>
  oncePer((definition: PolicyDefinition): Prepared => {
    const beliefs = definition.candidates.map((candidate) => plainBelief(definition, model, candidate));
    const places = new Map(definition.candidates.map((candidate, index) => [keyOf(candidate), index]));
    return { table: tableOf(beliefs), beliefs, places };
  }),
);

/** Builds what choosing needs of a state, before a decision has to wait for it. */
export function prepareState({ definition, state }: LivePolicy): void {
  if (state && state.model.kind !== 'linear') preparedFor(state.model)(definition);
}

function plainBelief(definition: PolicyDefinition, model: PolicyModel, candidate: PolicyCandidate): Belief {
  const { cost = 0 } = candidate;
  const { worth } = rewardKind(definition);
  if (model.kind === 'rate') {
    const { rate } = model.pooled;
    const { a, b } = model.candidates[keyOf(candidate)] ?? { a: 40 * rate, b: 40 * (1 - rate) };
    return betaBelief(a, b, worth, cost);
  }
  if (model.kind === 'linear') return normalBelief(0, 1);
  const { mean, sd } = model.candidates[keyOf(candidate)] ?? model.pooled;
  return normalBelief(mean - cost, sd);
}

function linearBelief(
  definition: PolicyDefinition,
  model: Extract<PolicyModel, { kind: 'linear' }>,
  candidate: PolicyCandidate,
  context: string,
): Belief {
  const { rank } = definition;
  if (rank.by !== 'linear') return normalBelief(0, 1);
  const { cost = 0 } = candidate;
  const { worth } = rewardKind(definition);
  const columns = columnsOf(rank.context, context);
  const own = model.candidates[keyOf(candidate)];
  const mean = scoreOf(own?.weights ?? model.pooled.weights, columns) * worth - cost;
  const variance = own
    ? varianceOf(own.covariance, own.weights.length, columns)
    : columns.reduce((sum, column) => sum + (model.pooled.variances[column] ?? 0), 0);
  return normalBelief(mean, rank.exploration * Math.sqrt(variance) * worth);
}

/** The strongest of what the context says for a candidate, against that of nothing known. */
function reasonsOf({ definition, state }: LivePolicy, candidate: PolicyCandidate, context: string) {
  const { rank } = definition;
  if (rank.by !== 'linear' || state?.model.kind !== 'linear') return undefined;
  const weights = state.model.candidates[keyOf(candidate)]?.weights ?? state.model.pooled.weights;
  const { worth } = rewardKind(definition);
  const because = columnsOf(rank.context, context)
    .slice(1)
    .map((column) => ({ words: describeColumn(rank.context, column), worth: (weights[column] ?? 0) * worth }))
    .sort((one, other) => Math.abs(other.worth) - Math.abs(one.worth))
    .slice(0, 3);
  return because.length > 0 ? { because } : undefined;
}

/**
 * The chances that a policy would have had for a decision that was made by another, by key: over those of its candidates that
 * could be chosen then.
 */
export function chancesOver(policy: LivePolicy, record: DecisionRecord, context: string): ReadonlyMap<string, number> {
  const open = new Set(record.candidates.flatMap(({ key, refused }) => (refused ? [] : [key])));
  const eligible = [...policy.definition.candidates]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((candidate) => ({ candidate, key: keyOf(candidate) }))
    .filter(({ key }) => open.has(key));
  const nothingAsked: Asked = {
    now: 0,
    read: () => undefined,
    holds: () => false,
    blocked: () => undefined,
    isBaseline: false,
    luck: 0,
  };
  const { chances } = chancesOf({ ...policy, overrides: [] }, eligible, nothingAsked, context);
  return new Map(eligible.map(({ key }, index) => [key, chances[index] ?? 0]));
}
