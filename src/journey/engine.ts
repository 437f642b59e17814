import { after, inUtc } from '../base/calendar.ts';
import { PermanentFailure } from '../base/failure.ts';
import { holds } from '../condition/compile.ts';
import type { Scope } from '../condition/condition.ts';
import { findStep, type JourneyDefinition, mostSteps, type Step, type StepId } from './definition/index.ts';
import { matchesListener } from './listening.ts';
import type { Exit, Job, RunState, Token, Visit } from './run-state.ts';
import type { Judgement, Turn } from './step-type.ts';
import { typeOf } from './steps/index.ts';
import type { EventInput, Facts, Input, TurnOutcome } from './turn.ts';

/**
 * The engine: one turn of one run, as a pure function. Of a run:
 *
 *   UNTOUCHED ─entry─▶ UNDERWAY ─last path ends, no job open─────────▶ OVER
 *                         └──exit rule, exit step, operator──▶ LEAVING ─last begun job settles─▶ OVER
 *   UNDERWAY  tokens stand on steps; a step that asked for a job stands until the job's outcome.
 *   LEAVING   no token any more. Jobs that had not begun are dropped; those that have can't be taken back and are
 *             awaited, so that their outcome is stored while the run is still open.
 *   OVER      takes nothing in. Looking again gives the same answer.
 *
 * A turn takes its inputs in order of seq. For each: exit rules, then outcomes of jobs, then every token is judged until
 * it stands. With no input, the tokens are judged. Invariants:
 *   1. Batches don't matter: the same inputs at the same `now`, in one turn or in several, give the same state.
 *   2. What was accepted by a deadline is in time, however late we look.
 *   3. A turn with no input is idempotent; visit numbers grow and are never used again; `wakeAt` is not before `now`.
 * 1 and 2 together mean that *time passes only in a turn without inputs*. If a deadline could strike while inputs are
 * being taken, one that lies further back in the list but was accepted in time would be cut off; looking ahead would
 * mend that and make the batch matter. So a turn with inputs that finds something due says `wakeAt: now` and leaves it
 * to the next, empty turn. The price is that one turn, and only when an input meets an overdue run.
 *
 * Looking back: a token sees the events after `viewFrom`, that is since its latest job was asked for, else since the
 * entry. They come from `facts.view` (earlier turns) and from this turn.
 */
export function advance(
  definition: JourneyDefinition,
  state: RunState,
  inputs: readonly Input[],
  facts: Facts,
  now: number,
): TurnOutcome {
  const draft = begin(definition, state, inputs.length === 0, facts, now);
  for (const input of inputs) {
    take(draft, input);
    judgeTokens(draft);
  }
  if (inputs.length === 0) judgeTokens(draft);
  return conclude(draft);
}

/** The jobs that may be performed now: all that are open, but for those the guard has put off. */
export function openJobs(state: RunState, now: number): readonly Job[] {
  return state.jobs.filter(({ notBefore }) => notBefore === undefined || notBefore <= now);
}

/** The run while the turn lasts. */
interface Draft {
  readonly definition: JourneyDefinition;
  readonly facts: Facts;
  readonly now: number;
  readonly turn: Turn;
  tokens: readonly Token[];
  jobs: readonly Job[];
  lastVisit: number;
  exit: Exit | undefined;
  /** Events that tokens may look back to, oldest first. */
  view: readonly EventInput[];
  /** Until when the token of a visit stands, as last judged. */
  readonly until: Map<number, number>;
  /** Visits opened or closed in this turn. */
  readonly visits: Map<number, Visit>;
  stepsTaken: number;
}

function begin(definition: JourneyDefinition, state: RunState, timePasses: boolean, facts: Facts, now: number): Draft {
  const { customer, entry, key, timeZone } = facts;
  const scope: Scope = { entry, customer };
  const turn: Turn = {
    now,
    facts,
    isPast: (moment) => timePasses && moment <= now,
    inView: (token) => draft.view.filter(({ seq }) => seq > token.viewFrom && !token.used.includes(seq)),
    matches: (event, listener) => matchesListener(listener, event, key, scope),
    holds: (condition) => holds(condition, scope),
    after: (from, duration) => after(from, duration, timeZone),
  };
  const { tokens, jobs, lastVisit, exit } = state;
  const changing = { until: new Map<number, number>(), visits: new Map<number, Visit>(), stepsTaken: 0 };
  const draft: Draft = { definition, facts, now, turn, tokens, jobs, lastVisit, exit, view: facts.view, ...changing };
  return draft;
}

type InputOf<Kind extends Input['kind']> = Extract<Input, { readonly kind: Kind }>;

function isUntouched({ lastVisit }: Draft | RunState): boolean {
  return lastVisit === 0;
}

function isUnderway({ tokens }: Draft): boolean {
  return tokens.length > 0;
}

/** What an input changes by itself, before the tokens are judged. */
function take(draft: Draft, input: Input): void {
  if (isUntouched(draft)) {
    if (input.kind !== 'entry')
      throw new PermanentFailure('run-without-entry', `input ${input.seq} precedes the entry`);
    arrive(draft, draft.definition.start, input.seq, []);
    return;
  }
  switch (input.kind) {
    case 'entry':
      break; // A second entry of an open run means nothing yet.
    case 'event':
      takeEvent(draft, input);
      break;
    case 'job-settled':
      takeOutcome(draft, input);
      break;
    case 'job-deferred':
      takeDeferral(draft, input);
      break;
    case 'operator-exit':
      leaveRun(draft, input.reason, 'operator');
      break;
  }
}

function takeEvent(draft: Draft, input: EventInput): void {
  if (!isUnderway(draft)) return;
  const exit = draft.definition.exit?.find((rule) => draft.turn.matches(input.event, rule));
  if (exit) leaveRun(draft, exit.reason, 'rule');
  else draft.view = [...draft.view, input];
}

/** An outcome of a visit that has no open job comes late, or twice, and changes nothing. */
function takeOutcome(draft: Draft, { visit, outcome }: InputOf<'job-settled'>): void {
  if (!draft.jobs.some((job) => job.visit === visit)) return;
  draft.jobs = draft.jobs.filter((job) => job.visit !== visit);
  draft.tokens = draft.tokens.map((token) => (token.visit === visit ? { ...token, outcome } : token));
}

/** Put off means not begun: a run that is leaving drops the job. */
function takeDeferral(draft: Draft, { visit, until, rule }: InputOf<'job-deferred'>): void {
  const deferred = (job: Job) => (draft.exit ? [] : [{ ...job, notBefore: until, deferredBy: rule }]);
  draft.jobs = draft.jobs.flatMap((job) => (job.visit === visit ? deferred(job) : [job]));
}

/** Sweeps every token; the first reason stands. */
function leaveRun(draft: Draft, reason: string, by: Exit['by']): void {
  if (!isUnderway(draft)) return;
  draft.exit = { reason, at: draft.now, by };
  for (const token of draft.tokens) close(draft, token);
  draft.tokens = [];
  draft.jobs = draft.jobs.filter(({ visit }) => draft.facts.begunJobs.has(visit));
}

function judgeTokens(draft: Draft): void {
  draft.stepsTaken = 0; // per input, or the size of a batch would matter
  // A token is followed from step to step until it stands; an exit step on the way sweeps the others too.
  const waiting = [...draft.tokens];
  for (let token = waiting.shift(); token && isUnderway(draft); token = waiting.shift()) {
    const step = getStep(draft, token.step);
    const arrived = follow(draft, token, step, typeOf(step).judge(step, token, draft.turn));
    if (arrived) waiting.unshift(arrived);
  }
}

/** Does what the step said; the token on its next step, if it went to one. */
function follow(draft: Draft, token: Token, step: Step, judgement: Judgement): Token | undefined {
  switch (judgement.kind) {
    case 'stand':
      draft.until.delete(token.visit);
      if (judgement.until !== undefined) draft.until.set(token.visit, judgement.until);
      return undefined;
    case 'ask':
      return askFor(draft, token, judgement.job);
    case 'end':
      leaveRun(draft, judgement.reason, 'step');
      return undefined;
    case 'leave': {
      const next = Object.hasOwn(step.paths, judgement.path) ? step.paths[judgement.path] : undefined;
      if (next === undefined)
        throw new PermanentFailure('missing-path', `step "${token.step}" has no path "${judgement.path}"`);
      close(draft, token, judgement.path);
      draft.tokens = draft.tokens.filter(({ visit }) => visit !== token.visit);
      const used = judgement.used === undefined ? token.used : [...token.used, judgement.used];
      return next === null ? undefined : arrive(draft, next, token.viewFrom, used);
    }
  }
}

/** One visit asks at most once: its number is the job's key. From here on the token looks back to this moment only. */
function askFor(draft: Draft, token: Token, kind: Job['kind']): undefined {
  if (draft.jobs.some(({ visit }) => visit === token.visit)) return;
  if (token.outcome)
    throw new PermanentFailure('asks-twice', `visit ${token.visit} of step "${token.step}" asked a second time`);
  draft.jobs = [...draft.jobs, { visit: token.visit, step: token.step, kind, askedAt: draft.now }];
  const viewFrom = Math.max(token.viewFrom, draft.view.at(-1)?.seq ?? 0);
  draft.tokens = draft.tokens.map((other) => (other.visit === token.visit ? { ...token, viewFrom, used: [] } : other));
}

function arrive(draft: Draft, step: StepId, viewFrom: number, used: readonly number[]): Token {
  draft.stepsTaken += 1;
  // More steps than any definition has: the token walks in a circle.
  if (draft.stepsTaken > mostSteps) {
    throw new PermanentFailure('turn-does-not-end', `more than ${mostSteps} steps at once, at "${step}"`);
  }
  draft.lastVisit += 1;
  const token: Token = { step, visit: draft.lastVisit, arrivedAt: draft.now, viewFrom, used };
  draft.tokens = [...draft.tokens, token];
  draft.visits.set(token.visit, { visit: token.visit, step, arrivedAt: draft.now });
  return token;
}

function close(draft: Draft, { visit, step, arrivedAt }: Token, path?: string): void {
  draft.visits.set(visit, { visit, step, arrivedAt, leftAt: draft.now, path });
  draft.until.delete(visit);
}

function conclude(draft: Draft): TurnOutcome {
  const { tokens, jobs, lastVisit, exit, now } = draft;
  const state: RunState = { tokens, jobs, lastVisit, ...(exit ? { exit } : {}) };
  const isOver = tokens.length === 0 && jobs.length === 0 && !isUntouched(state);
  const finished = isOver ? { reason: exit?.reason ?? 'completed' } : undefined;
  const deferred = jobs.flatMap(({ notBefore }) => (notBefore !== undefined && notBefore > now ? [notBefore] : []));
  const due = [...[...draft.until.values()].map((until) => Math.max(until, now)), ...deferred];
  const wakeAt = due.length === 0 ? undefined : Math.min(...due);
  return { state, visits: [...draft.visits.values()], wakeAt, finished, label: label(draft, isOver) };
}

function label(draft: Draft, isOver: boolean): string {
  const { exit } = draft;
  const why = exit ? (exit.by === 'operator' ? 'by an operator' : exit.reason) : 'completed';
  if (isOver) return `ended: ${why}`;
  if (exit) return `leaving: ${why}; a message that has begun is awaited`;
  if (isUntouched(draft)) return 'not begun';
  return draft.tokens.map((token) => tokenInWords(draft, token)).join('; ');
}

function tokenInWords(draft: Draft, token: Token): string {
  const step = getStep(draft, token.step);
  const notBefore = draft.jobs.find(({ visit }) => visit === token.visit)?.notBefore;
  const until = draft.until.get(token.visit);
  const held = notBefore !== undefined && notBefore > draft.now ? `, held until ${inUtc(notBefore)}` : '';
  return `${step.title ?? token.step}: ${typeOf(step).inWords(step)}${until === undefined ? held : ` until ${inUtc(until)}`}`;
}

function getStep({ definition }: Draft, id: StepId): Step {
  const step = findStep(definition, id);
  if (!step) throw new PermanentFailure('missing-step', `the definition of "${definition.id}" has no step "${id}"`);
  return step;
}
