import { after } from '../../core/base/calendar.ts';
import { lengthOf } from '../../core/base/duration.ts';
import type { LivePolicy } from '../../core/decision/choose.ts';
import { delayPart, delayParts } from '../../core/decision/delay.ts';
import { type Cell, makeModel } from '../../core/decision/model.ts';
import { learns, type PolicyDefinition } from '../../core/decision/policy.ts';
import type { DecisionRecord } from '../../core/decision/record.ts';
import { earned, rewardsByEvent } from '../../core/decision/reward.ts';
import type { PlayedCustomer, PlayedEvent } from '../run.ts';

const day = 86_400_000;

/** One decision of a customer, and what followed it. */
export interface PlayedDecision {
  readonly at: number;
  readonly record: DecisionRecord;
  rewards: number;
  value: number;
}

/** Policies in virtual time: what customers taught by the end of a day is known from the next day on. */
export interface Learner {
  policyAt(policy: string, now: number): LivePolicy | undefined;
  decided(customer: PlayedCustomer, record: DecisionRecord, now: number): void;
  happened(customer: PlayedCustomer, event: PlayedEvent): void;
  /** Nothing more comes of the customer. */
  forget(customer: PlayedCustomer): void;
  readonly decisions: ReadonlyMap<string, PolicyCounts>;
}

/** What a policy chose, and what came of it. `weeks`: the place of the candidate ▸ how often, in each week. */
export interface PolicyCounts {
  readonly definition: PolicyDefinition;
  readonly weeks: Map<number, number>[];
  readonly candidates: Map<string, { chosen: number; rewards: number; value: number; squares: number }>;
  readonly refused: Map<string, number>;
  none: number;
  baseline: { n: number; value: number; squares: number };
  served: { n: number; value: number; squares: number };
}

interface Learning {
  readonly live: LivePolicy;
  /** Day ▸ cells of what came to be known on it, by their names. */
  readonly byDay: Map<number, Map<string, Cell>>;
  readonly delaysByDay: Map<number, number[]>;
  state: { readonly day: number; readonly policy: LivePolicy } | undefined;
}

export function createLearner(policies: readonly PolicyDefinition[], start: number): Learner {
  const learning = new Map<string, Learning>(
    policies.map((definition) => [
      definition.id,
      { live: { definition, version: 1 }, byDay: new Map(), delaysByDay: new Map(), state: undefined },
    ]),
  );
  const counts = new Map<string, PolicyCounts>(policies.map((definition) => [definition.id, emptyCounts(definition)]));
  const rewards = rewardsByEvent(policies);
  const byCustomer = new Map<PlayedCustomer, Map<string, PlayedDecision[]>>();
  const dayOf = (moment: number) => Math.floor((moment - start) / day);

  /** Adds to a sum, on the day on which it is known. */
  function add(policy: string, { at, record }: PlayedDecision, now: number, more: Partial<Cell>): void {
    const own = learning.get(policy);
    const chosen = record.candidates.find(({ id }) => id === record.chosen);
    if (!own || !chosen || !record.isTrial) return;
    const today = dayOf(now);
    const cells = own.byDay.get(today) ?? new Map<string, Cell>();
    own.byDay.set(today, cells);
    const cohort = start + dayOf(at) * day;
    const name = `${chosen.key} ${record.context} ${cohort}`;
    const before = cells.get(name);
    cells.set(name, {
      ...{ key: chosen.key, context: record.context, cohort },
      trials: (before?.trials ?? 0) + (more.trials ?? 0),
      goals: (before?.goals ?? 0) + (more.goals ?? 0),
      value: (before?.value ?? 0) + (more.value ?? 0),
      squares: (before?.squares ?? 0) + (more.squares ?? 0),
    });
  }

  function stateBy(own: Learning, before: number): LivePolicy {
    if (!learns(own.live.definition)) return own.live;
    const sums = new Map<string, Cell>();
    const delays = Array.from({ length: delayParts }, () => 0);
    const window = lengthOf(own.live.definition.reward?.within ?? 'P7D') ?? day;
    for (const [known, cells] of own.byDay)
      if (known < before) for (const [name, cell] of cells) join(sums, name, cell);
    for (const [made, parts] of own.delaysByDay)
      if (made * day + window < before * day)
        for (const [part, n] of parts.entries()) delays[part] = (delays[part] ?? 0) + n;
    const cells = [...sums.values()];
    const model =
      cells.length === 0 ? undefined : makeModel(own.live.definition, { cells, delays, now: start + before * day });
    return model ? { ...own.live, state: { number: before, model } } : own.live;
  }

  return {
    decisions: counts,
    policyAt(policy, now) {
      const own = learning.get(policy);
      if (!own) return undefined;
      const today = dayOf(now);
      if (own.state?.day !== today) own.state = { day: today, policy: stateBy(own, today) };
      return own.state.policy;
    },
    decided(customer, record, now) {
      const decision: PlayedDecision = { at: now, record, rewards: 0, value: 0 };
      const ofCustomer = byCustomer.get(customer) ?? new Map<string, PlayedDecision[]>();
      byCustomer.set(customer, ofCustomer);
      ofCustomer.set(record.policy, [...(ofCustomer.get(record.policy) ?? []), decision]);
      add(record.policy, decision, now, { trials: 1 });
      countDecision(counts.get(record.policy), record, Math.floor(dayOf(now) / 7));
    },
    happened(customer, event) {
      const meant = rewards.get(event.name);
      const ofCustomer = byCustomer.get(customer);
      if (!meant || !ofCustomer) return;
      for (const { policyId, value, isFirstOnly } of earned(meant, event, customer.traits)) {
        const own = learning.get(policyId);
        const within = own?.live.definition.reward?.within ?? 'P0D';
        const latest = ofCustomer
          .get(policyId)
          ?.findLast(({ at }) => at <= event.timestamp && event.timestamp <= after(at, within, 'UTC'));
        if (!own || !latest || (isFirstOnly && latest.rewards > 0)) continue;
        const [before, now] = [latest.value, latest.value + value];
        latest.rewards += 1;
        latest.value = now;
        const squares = now ** 2 - before ** 2;
        add(policyId, latest, event.acceptedAt, { goals: latest.rewards === 1 ? 1 : 0, value, squares });
        countReward(counts.get(policyId), latest, value, squares);
        const made = dayOf(latest.at);
        const parts = own.delaysByDay.get(made) ?? Array.from({ length: delayParts }, () => 0);
        own.delaysByDay.set(made, parts);
        const part = delayPart(event.timestamp - latest.at, lengthOf(within) ?? day);
        parts[part] = (parts[part] ?? 0) + 1;
      }
    },
    forget: (customer) => byCustomer.delete(customer),
  };
}

function join(sums: Map<string, Cell>, name: string, cell: Cell): void {
  const known = sums.get(name);
  sums.set(
    name,
    known
      ? {
          ...cell,
          trials: known.trials + cell.trials,
          goals: known.goals + cell.goals,
          value: known.value + cell.value,
          squares: known.squares + cell.squares,
        }
      : cell,
  );
}

const emptyCounts = (definition: PolicyDefinition): PolicyCounts => ({
  ...{ definition, weeks: [], candidates: new Map(), refused: new Map(), none: 0 },
  baseline: { n: 0, value: 0, squares: 0 },
  served: { n: 0, value: 0, squares: 0 },
});

function countDecision(counts: PolicyCounts | undefined, record: DecisionRecord, week: number): void {
  if (!counts) return;
  for (const { id, refused } of record.candidates) {
    if (!refused) continue;
    const name = `${id}: ${refused.rule}`;
    counts.refused.set(name, (counts.refused.get(name) ?? 0) + 1);
  }
  if (record.chosen === null) counts.none += 1;
  if (record.chosen === null) return;
  const own = counts.candidates.get(record.chosen) ?? { chosen: 0, rewards: 0, value: 0, squares: 0 };
  own.chosen += 1;
  counts.candidates.set(record.chosen, own);
  const place = counts.definition.candidates.findIndex(({ id }) => id === record.chosen);
  while (counts.weeks.length <= week) counts.weeks.push(new Map());
  const ofWeek = counts.weeks[week] as Map<number, number>;
  if (record.by !== 'baseline') ofWeek.set(place, (ofWeek.get(place) ?? 0) + 1);
  if (record.by === 'baseline') counts.baseline.n += 1;
  else counts.served.n += 1;
}

function countReward(
  counts: PolicyCounts | undefined,
  { record, rewards }: PlayedDecision,
  value: number,
  squares: number,
) {
  const own = counts?.candidates.get(record.chosen ?? '');
  if (!counts || !own) return;
  if (rewards === 1) own.rewards += 1;
  own.value += value;
  own.squares += squares;
  const arm = record.by === 'baseline' ? counts.baseline : counts.served;
  arm.value += value;
  arm.squares += squares;
}
