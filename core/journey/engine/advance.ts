import { PermanentFailure } from '../../base/failure.ts';
import type { Properties } from '../../condition/schema.ts';
import type { JourneyDefinition, Step } from '../definition/index.ts';
import { allPaths, type Decided, proceed } from '../step-type.ts';
import { typeOf } from '../steps/index.ts';
import { describeRun } from './description.ts';
import { type Input, inputTypeOf } from './inputs/index.ts';
import { judgeLevels } from './interrupts.ts';
import { nextLevelChange } from './level-changes.ts';
import type { RunState, Token } from './run-state.ts';
import type { Facts, TurnOutcome } from './turn.ts';
import {
  arrive,
  beginDraft,
  countPass,
  exitRun,
  forgetPasses,
  getStep,
  isReadyToMove,
  isUnderway,
  isUntouched,
  leave,
  requestJob,
  shareFork,
  type TokenBaggage,
  type TurnDraft,
} from './turn-draft.ts';

/**
 * The engine: one turn of one run, as a pure function. Of a run:
 *
 *   UNTOUCHED ─entry─▶ UNDERWAY ─last path ends, no job open─────────▶ OVER
 *                         └──exit rule, exit step, operator──▶ LEAVING ─last begun job settles─▶ OVER
 *   UNDERWAY  tokens wait at steps; a step that requested a job waits for the job's outcome.
 *   LEAVING   no token any more. Jobs that had not begun are dropped; those that have can't be taken back and are
 *             awaited, so that their outcome is stored while the run is still open.
 *   OVER      takes nothing in. Looking again gives the same answer.
 *
 * A run has a token for each branch of its main path and for each side path; it is over when all of them have ended.
 *
 * A turn takes its inputs in order of seq. For each: what the input does by itself (an event: exit rules, then interrupts; a
 * job: its outcome), then the conditions of exits and interrupts, then every token is evaluated until it waits. An exit
 * comes before an interrupt, which could only do what the exit undoes. With no input, conditions and tokens are
 * evaluated. Invariants:
 *   1. Batches don't matter: the same inputs at the same `now`, in one turn or in several, give the same state.
 *   2. What was accepted by a deadline is in time, however late we look.
 *   3. A turn with no input is idempotent; visit numbers grow and are never used again; `wakeAt` is not before `now`.
 *   4. What this program does not know it does not consume: an unknown kind of input or step fails the whole turn, for now.
 * 1 and 2 together mean that *time passes only in a turn without inputs*. If a deadline could strike while inputs are
 * being taken, one that lies further back in the list but was accepted in time would be cut off; looking ahead would
 * fix that and make the batch matter. So a turn with inputs that finds something due says `wakeAt: now` and leaves it
 * to the next, empty turn. The price is that one turn, and only when an input meets an overdue run.
 *
 * While the journey is paused, inputs are taken as ever, and no token is followed: what a wait-for has missed it finds when it
 * looks back, and what came due is due when the journey is resumed.
 *
 * A run that is to go to another version takes no input after the one with which it is ready: the caller moves it (move.ts).
 *
 * Looking back: a token sees the events after `lookBackFrom`, that is since its latest job was requested, else since the
 * entry. They come from `facts.lookBack` (earlier turns) and from this turn.
 */
export function advance(
  definition: JourneyDefinition,
  state: RunState,
  inputs: readonly Input[],
  facts: Facts,
  now: number,
): TurnOutcome {
  const draft = beginDraft(definition, state, inputs.length === 0, facts, now);
  for (const [index, input] of inputs.entries()) {
    const type = inputTypeOf(input);
    if (isUntouched(draft) && input.kind !== 'entry')
      throw new PermanentFailure('run-without-entry', `input ${input.seq} precedes the entry`);
    const { moving } = draft;
    type.take(draft, input);
    // A run that can move at once does nothing more under its version: it may be stuck there.
    if (draft.moving === moving || !isReadyToMove(draft)) evaluate(draft);
    if (isReadyToMove(draft) && isUnderway(draft)) return conclude(draft, index + 1);
  }
  if (inputs.length === 0) evaluate(draft);
  return conclude(draft, inputs.length);
}

function evaluate(draft: TurnDraft): void {
  draft.stepsTaken = 0; // per input, or the size of a batch would matter
  judgeLevels(draft);
  endOfLife(draft);
  if (draft.books) watchOn(draft);
  if (draft.facts.isPaused) return;
  // A token is followed from step to step until it waits. On its way it may take others with it: by an exit, by a join.
  const moving = draft.tokens.map(({ visit }) => visit);
  for (let visit = moving.shift(); visit !== undefined; visit = moving.shift()) {
    const token = draft.tokens.find((each) => each.visit === visit);
    if (token) moving.unshift(...follow(draft, token).map((arrived) => arrived.visit));
    if (moving.length === 0) moving.push(...waitingAtJoins(draft));
  }
}

/** Visits count from 1 on, and 0 is the watch of a run in the books. */
const OF_LIFETIME = -1;

/** A run that is older than its journey lets it be exits, in whatever it waits for; so does one whose observation has ended. */
function endOfLife(draft: TurnDraft): void {
  if (draft.facts.isObservationOver) exitRun(draft, 'observe-ended', 'rule');
  const { lifetime } = draft.definition;
  if (lifetime === undefined || !isUnderway(draft)) return;
  const until = draft.turn.after(draft.facts.entry.acceptedAt, lifetime);
  if (draft.turn.isPast(until)) exitRun(draft, 'lifetime', 'rule');
  else draft.until.set(OF_LIFETIME, until);
}

/**
 * A run in the books only goes on for as long as something can come of it: until an exit or, where the journey has a goal, until
 * the end of its watch. Where nothing can, it ends at once.
 */
function watchOn(draft: TurnDraft): void {
  if (!isUnderway(draft)) return;
  const { goal, exit = [] } = draft.definition;
  const until = goal && draft.turn.after(draft.facts.entry.acceptedAt, goal.within);
  const isOver = until === undefined ? exit.length === 0 : draft.turn.isPast(until);
  if (isOver) exitRun(draft, 'completed', 'books');
  else if (until !== undefined) draft.until.set(0, until);
}

/** A join may have waited for a token that went elsewhere. Those that still wait are not followed again. */
function waitingAtJoins(draft: TurnDraft): readonly number[] {
  return draft.tokens.flatMap((token) =>
    typeOf(getStep(draft, token.step)).joins && !draft.turn.isAwaitingOthers(token) ? [token.visit] : [],
  );
}

/** Does what the step says; the tokens on the next steps, if it went to any. */
function follow(draft: TurnDraft, token: Token): readonly Token[] {
  const step = getStep(draft, token.step);
  const evaluation = Object.hasOwn(draft.skipped, token.step)
    ? proceed('next')
    : typeOf(step).evaluate(step, token, draft.turn);
  switch (evaluation.kind) {
    case 'wait':
      waitUntil(draft, token, evaluation.until);
      return [];
    case 'request-job':
      if (evaluation.left) draft.answers = { ...draft.answers, [token.step]: evaluation.left };
      requestJob(draft, token, evaluation.job);
      waitUntil(draft, token, evaluation.until);
      return [];
    case 'exit-run':
      exitRun(draft, evaluation.reason, 'step');
      return [];
    case 'proceed': {
      const consumed = [...token.consumed, ...(evaluation.consumed ?? [])];
      if (evaluation.drawn) draft.drawn.push(...evaluation.drawn);
      if (evaluation.decided) noteDecision(draft, token, evaluation.decided);
      const task = typeOf(step).taskResult?.(step, token, evaluation.path);
      if (task) draft.tasks = { ...draft.tasks, [token.step]: task };
      if (typeOf(step).answers) answer(draft, token, typeOf(step).answerOf?.(token));
      forgetPasses(draft, token);
      leave(draft, token, evaluation.path);
      return goOn(draft, token, step, evaluation.path, { ...token, consumed });
    }
    case 'go-back':
      countPass(draft, token, evaluation.path);
      leave(draft, token, evaluation.path);
      return goOn(draft, token, step, evaluation.path, token);
    case 'block-job': {
      const { job: kind, rule, path } = evaluation;
      draft.blocked.push({ job: { visit: token.visit, step: token.step, kind, requestedAt: draft.now }, rule });
      leave(draft, token, path);
      return goOn(draft, token, step, path, token);
    }
    case 'fork': {
      leave(draft, token, allPaths);
      const forks = [...token.forks, token.visit];
      return evaluation.paths.flatMap((path) => goOn(draft, token, step, path, { ...token, forks }));
    }
    case 'merge':
      return goOn(draft, token, step, evaluation.path, mergeTokens(draft, token, evaluation.path));
  }
}

function goOn(draft: TurnDraft, token: Token, step: Step, path: string, baggage: TokenBaggage): readonly Token[] {
  const next = Object.hasOwn(step.paths, path) ? step.paths[path] : undefined;
  if (next === undefined) throw new PermanentFailure('missing-path', `step "${token.step}" has no path "${path}"`);
  return next === null ? [] : [arrive(draft, next, baggage)];
}

/**
 * All tokens that wait at this join for the same fork leave as one. It sees what any of them saw: no answer to a message of
 * one branch is missed because another branch sent one later. Forks that nobody else came from are closed.
 */
function mergeTokens(draft: TurnDraft, token: Token, path: string): TokenBaggage {
  const together = draft.tokens.filter(
    (other) => other.step === token.step && (other === token || shareFork(other, token)),
  );
  for (const each of together) leave(draft, each, path);
  const forks = token.forks.filter(
    (fork) =>
      together.every((each) => each.forks.includes(fork)) && draft.tokens.some((other) => other.forks.includes(fork)),
  );
  return {
    lookBackFrom: Math.min(...together.map(({ lookBackFrom }) => lookBackFrom)),
    consumed: [...new Set(together.flatMap(({ consumed }) => consumed))].sort((a, b) => a - b),
    forks,
    side: token.side,
  };
}

function noteDecision(draft: TurnDraft, { visit, step }: Token, { record, gives, drawn }: Decided): void {
  draft.drawn.push(...drawn);
  draft.decisions.push({ visit, step, record });
  draft.answers = { ...draft.answers, [step]: gives };
}

/** A call that is made again and not answered has no answer: that of the time before is forgotten. */
function answer(draft: TurnDraft, { step }: Token, data: Properties | undefined): void {
  const { [step]: _before, ...others } = draft.answers;
  draft.answers = data ? { ...others, [step]: data } : others;
}

function waitUntil(draft: TurnDraft, { visit }: Token, until: number | undefined): void {
  if (until === undefined) draft.until.delete(visit);
  else draft.until.set(visit, until);
}

/** The state that a draft has come to. */
export function stateOf(draft: TurnDraft): RunState {
  const { tokens, jobs, lastVisit, skipped, interrupts, tasks, loops, answers, view, books, moving, exit } = draft;
  return {
    v: 2,
    tokens,
    jobs,
    lastVisit,
    ...(isEmpty(skipped) ? {} : { skipped }),
    ...(isEmpty(interrupts) ? {} : { interrupts }),
    ...(isEmpty(tasks) ? {} : { tasks }),
    ...(isEmpty(loops) ? {} : { loops }),
    ...(isEmpty(answers) ? {} : { answers }),
    ...(view ? { view } : {}),
    ...(books ? { books } : {}),
    ...(moving && isUnderway(draft) ? { moving } : {}),
    ...(exit ? { exit } : {}),
  };
}

function conclude(draft: TurnDraft, taken: number): TurnOutcome {
  const { jobs, exit, now } = draft;
  const state = stateOf(draft);
  const moves = isReadyToMove(draft) ? state.moving : undefined;
  const isOver = !isUnderway(draft) && jobs.length === 0 && !isUntouched(state);
  const finished = isOver ? { reason: exit?.reason ?? 'completed' } : undefined;
  const deferred = jobs.flatMap(({ notBefore }) => (notBefore !== undefined && notBefore > now ? [notBefore] : []));
  if (isOver) draft.until.clear();
  const levelChangesAt = nextLevelChange(draft);
  const due = [
    ...[...draft.until.values()].map((until) => Math.max(until, now)),
    ...deferred,
    ...(levelChangesAt === undefined ? [] : [levelChangesAt]),
  ];
  const wakeAt = due.length === 0 ? undefined : Math.min(...due);
  const { visits, blocked, drawn, decisions } = draft;
  const label = describeRun(draft, isOver);
  const made = { visits: [...visits.values()], blocked, drawn, decisions };
  return { state, taken, moves, ...made, wakeAt, levelChangesAt, finished, label };
}

const isEmpty = (record: object) => Object.keys(record).length === 0;
