import { after } from '../../base/calendar.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { holds } from '../../condition/compile.ts';
import type { Scope } from '../../condition/schema.ts';
import { findStep, type JourneyDefinition, mostSteps, type Step, type StepId } from '../definition/index.ts';
import { matchesTrigger } from '../match-trigger.ts';
import type { Turn } from '../step-type.ts';
import type { Exit, Job, RunState, Token, Visit } from './run-state.ts';
import type { EventInput, Facts } from './turn.ts';

/** The run while a turn lasts, and the changes that inputs and steps make to it. */
export interface TurnDraft {
  readonly definition: JourneyDefinition;
  readonly facts: Facts;
  readonly now: number;
  readonly turn: Turn;
  tokens: readonly Token[];
  jobs: readonly Job[];
  lastVisit: number;
  exit: Exit | undefined;
  /** Events that tokens may look back to, oldest first. */
  lookBack: readonly EventInput[];
  /** Until when the token of a visit waits, as last evaluated. */
  readonly until: Map<number, number>;
  /** Visits opened or closed in this turn. */
  readonly visits: Map<number, Visit>;
  stepsTaken: number;
}

export function beginDraft(
  definition: JourneyDefinition,
  state: RunState,
  timePasses: boolean,
  facts: Facts,
  now: number,
): TurnDraft {
  const { customer, entry, key, timeZone, lookBack } = facts;
  const scope: Scope = { entry, customer };
  const turn: Turn = {
    now,
    facts,
    isPast: (moment) => timePasses && moment <= now,
    lookBack: (token) => draft.lookBack.filter(({ seq }) => seq > token.lookBackFrom && !token.consumed.includes(seq)),
    matches: (event, listener) => matchesTrigger(listener, event, key, scope),
    holds: (condition) => holds(condition, scope),
    after: (from, duration) => after(from, duration, timeZone),
  };
  const { tokens, jobs, lastVisit, exit } = state;
  const changing = { until: new Map<number, number>(), visits: new Map<number, Visit>(), stepsTaken: 0 };
  const draft: TurnDraft = { definition, facts, now, turn, tokens, jobs, lastVisit, exit, lookBack, ...changing };
  return draft;
}

export function isUntouched({ lastVisit }: TurnDraft | RunState): boolean {
  return lastVisit === 0;
}

export function isUnderway({ tokens }: TurnDraft): boolean {
  return tokens.length > 0;
}

/** Sweeps every token; the first reason counts. */
export function exitRun(draft: TurnDraft, reason: string, by: Exit['by']): void {
  if (!isUnderway(draft)) return;
  draft.exit = { reason, at: draft.now, by };
  for (const token of draft.tokens) leave(draft, token);
}

/** Takes a token from its step. A job of this visit that has not begun is dropped; one that has is awaited, by the run. */
export function leave(draft: TurnDraft, token: Token, path?: string): void {
  closeVisit(draft, token, path);
  draft.tokens = draft.tokens.filter(({ visit }) => visit !== token.visit);
  draft.jobs = draft.jobs.filter(({ visit }) => visit !== token.visit || draft.facts.begunJobs.has(visit));
}

/** One visit requests at most one job: its number is the job's key. From here on the token looks back to this moment only. */
export function requestJob(draft: TurnDraft, token: Token, kind: Job['kind']): void {
  if (draft.jobs.some(({ visit }) => visit === token.visit)) return;
  if (token.outcome)
    throw new PermanentFailure('asks-twice', `visit ${token.visit} of step "${token.step}" requested a second job`);
  draft.jobs = [...draft.jobs, { visit: token.visit, step: token.step, kind, requestedAt: draft.now }];
  const lookBackFrom = Math.max(token.lookBackFrom, draft.lookBack.at(-1)?.seq ?? 0);
  const since = { ...token, lookBackFrom, consumed: [] };
  draft.tokens = draft.tokens.map((other) => (other.visit === token.visit ? since : other));
}

/** Puts a new token on a step. */
export function arrive(
  draft: TurnDraft,
  step: StepId,
  { lookBackFrom, consumed }: Pick<Token, 'lookBackFrom' | 'consumed'>,
): Token {
  draft.stepsTaken += 1;
  // More steps than any definition has: the token goes round in a circle.
  if (draft.stepsTaken > mostSteps) {
    throw new PermanentFailure('turn-does-not-end', `more than ${mostSteps} steps at once, at "${step}"`);
  }
  draft.lastVisit += 1;
  const token: Token = { step, visit: draft.lastVisit, arrivedAt: draft.now, lookBackFrom, consumed };
  draft.tokens = [...draft.tokens, token];
  draft.visits.set(token.visit, { visit: token.visit, step, arrivedAt: draft.now });
  return token;
}

function closeVisit(draft: TurnDraft, { visit, step, arrivedAt }: Token, path?: string): void {
  draft.visits.set(visit, { visit, step, arrivedAt, leftAt: draft.now, path });
  draft.until.delete(visit);
}

export function getStep({ definition }: TurnDraft, id: StepId): Step {
  const step = findStep(definition, id);
  if (!step) throw new PermanentFailure('missing-step', `the definition of "${definition.id}" has no step "${id}"`);
  return step;
}
