import { type Engagement, noEngagement } from '../../../../core/condition/engagement.ts';
import type { Properties } from '../../../../core/condition/schema.ts';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { advance } from '../../../../core/journey/engine/advance.ts';
import type { Input } from '../../../../core/journey/engine/inputs/index.ts';
import { moveRun } from '../../../../core/journey/engine/move.ts';
import {
  type Job,
  type JobOutcome,
  lookBackFrom,
  openJobs,
  type RunState,
  untouchedRun,
} from '../../../../core/journey/engine/run-state.ts';
import type { EventInput, Facts, TurnOutcome } from '../../../../core/journey/engine/turn.ts';

/** 2026-03-02 08:00 UTC, a Monday far from any change of clocks. */
export const monday = Date.UTC(2026, 2, 2, 8);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export interface PassageOptions {
  readonly traits?: Properties;
  readonly entry?: Properties;
  readonly key?: string | null;
  readonly timeZone?: string;
  readonly now?: number;
  readonly arms?: Readonly<Record<string, string>>;
  /** The definitions of other versions, to which the run may be migrated. */
  readonly versions?: Readonly<Record<number, JourneyDefinition>>;
}

/** An input as a test writes it: `seq` is given when it is taken. */
type WithoutSeq<T> = T extends Input ? Omit<T, 'seq'> : never;
export type Draft = WithoutSeq<Input>;

export function event(name: string, acceptedAt: number, properties: Properties = {}): Draft {
  return {
    kind: 'event',
    event: { id: `event-${name}-${acceptedAt}`, name, properties, timestamp: acceptedAt, acceptedAt },
  };
}

export const changed: Draft = { kind: 'customer-changed', traits: ['plan'] };

export const settled = (visit: number, result: JobOutcome['result'] = 'accepted'): Draft => ({
  kind: 'job-settled',
  visit,
  outcome: { result },
});

export const deferred = (visit: number, until: number): Draft => ({
  kind: 'job-deferred',
  visit,
  until,
  rule: 'quiet-hours',
});

/**
 * One run in memory, kept as the shell keeps it: inputs are numbered, the consumed events that a token may still look
 * back to are handed in again, `begun` says which jobs can't be taken back. A turn happens only when a test says so.
 */
export function passage(definition: JourneyDefinition, options: PassageOptions = {}) {
  const { traits = {}, entry = {}, key = null, timeZone = 'UTC', now: start = monday, arms = {} } = options;
  const entryEvent = {
    id: 'entry',
    name: definition.entry.find((rule) => rule.on === 'event')?.event ?? 'Start',
    properties: entry,
    timestamp: start,
    acceptedAt: start,
  };
  const run = {
    state: untouchedRun as RunState,
    definition,
    version: 1,
    traits,
    timeZone,
    arms: new Map(Object.entries(arms)),
    engagement: new Map<string, Engagement>(),
    begun: new Set<number>(),
    seq: 0,
    consumed: [] as EventInput[],
    outcome: undefined as TurnOutcome | undefined,
  };

  function numbered(drafts: readonly Draft[]): readonly Input[] {
    return drafts.map((draft) => {
      run.seq += 1;
      return { ...draft, seq: run.seq } as Input;
    });
  }

  function factsOf(): Facts {
    const lookBack = run.consumed.filter(({ seq }) => seq > lookBackFrom(run.state));
    return {
      journeyRunId: 'run',
      customer: { traits: run.traits },
      entry: entryEvent,
      engagement: run.engagement,
      key,
      timeZone: run.timeZone,
      lookBack,
      begunJobs: run.begun,
      draws: { seed: 'seed', customerId: 'customer', arms: run.arms },
    };
  }

  function turn(now: number, ...drafts: readonly Draft[]): TurnOutcome {
    const facts = factsOf();
    const inputs = numbered(drafts);
    const outcome = advance(run.definition, run.state, inputs, facts, now);
    run.state = outcome.state;
    for (const { experiment, arm } of outcome.drawn) run.arms.set(experiment, arm);
    run.consumed.push(...inputs.slice(0, outcome.taken).filter((input) => input.kind === 'event'));
    run.outcome = outcome;
    if (!outcome.moves) return outcome;
    const to = options.versions?.[outcome.moves.version] ?? definition;
    const moved = moveRun({ from: run.definition, to }, run.state, facts, now);
    run.state = moved.state;
    if (moved.isMoved) Object.assign(run, { definition: to, version: outcome.moves.version });
    run.seq -= inputs.length - outcome.taken;
    const rest = turn(now, ...drafts.slice(outcome.taken));
    const visits = [...outcome.visits, ...moved.visits, ...rest.visits];
    return { ...rest, visits: [...new Map(visits.map((visit) => [visit.visit, visit])).values()] };
  }

  return {
    turn,
    enter: (now = start) => turn(now, { kind: 'entry', event: entryEvent }),
    /** The steps that tokens stand on. */
    at: () => run.state.tokens.map(({ step }) => step),
    state: () => run.state,
    facts: factsOf,
    version: () => run.version,
    jobs: (now: number): readonly Job[] => openJobs(run.state, now),
    begin: (visit: number) => run.begun.add(visit),
    /** Its attempt is known not to have arrived. */
    fail: (visit: number) => run.begun.delete(visit),
    /** What is known of the customer from now on. */
    learn: (changed: Properties) => Object.assign(run, { traits: { ...run.traits, ...changed } }),
    /** Their clocks are those of another zone from now on. */
    moveTo: (zone: string) => Object.assign(run, { timeZone: zone }),
    /** How far the message of a step has come. */
    engage: (step: string, levels: Partial<Engagement>) =>
      run.engagement.set(step, { ...(run.engagement.get(step) ?? noEngagement), ...levels }),
    /** A second run in exactly this position. */
    copy() {
      const other = passage(definition, options);
      other.restore(run);
      return other;
    },
    restore(from: typeof run) {
      Object.assign(run, {
        ...from,
        arms: new Map(from.arms),
        begun: new Set(from.begun),
        engagement: new Map(from.engagement),
        consumed: [...from.consumed],
      });
    },
  };
}

export type Passage = ReturnType<typeof passage>;

/** A definition with the dull parts filled in. */
export function define(parts: Partial<JourneyDefinition> & Pick<JourneyDefinition, 'steps'>): JourneyDefinition {
  return {
    id: 'under-test',
    purpose: 'transactional',
    entry: [{ on: 'event', event: 'Start' }],
    start: Object.keys(parts.steps)[0] ?? '',
    ...parts,
  };
}

/** A wait of an hour, a message, and an exit on "Order Completed". */
export const waitThenSend = define({
  steps: {
    settle: { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } },
    nudge: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: null } },
  },
  exit: [{ reason: 'bought', on: 'event', event: 'Order Completed' }],
});
