import { PermanentFailure } from '../../base/failure.ts';
import type { JourneyDefinition, Step } from '../definition/index.ts';
import type { Evaluation } from '../step-type.ts';
import { typeOf } from '../steps/index.ts';
import { describeRun } from './description.ts';
import { type Input, inputTypeOf } from './inputs/index.ts';
import type { RunState, Token } from './run-state.ts';
import type { Facts, TurnOutcome } from './turn.ts';
import {
  arrive,
  beginDraft,
  exitRun,
  getStep,
  isUnderway,
  isUntouched,
  leave,
  requestJob,
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
 * A turn takes its inputs in order of seq. For each: exit rules, then outcomes of jobs, then every token is evaluated
 * until it waits. With no input, the tokens are evaluated. Invariants:
 *   1. Batches don't matter: the same inputs at the same `now`, in one turn or in several, give the same state.
 *   2. What was accepted by a deadline is in time, however late we look.
 *   3. A turn with no input is idempotent; visit numbers grow and are never used again; `wakeAt` is not before `now`.
 *   4. What this program does not know it does not consume: an unknown kind of input or step fails the whole turn, for now.
 * 1 and 2 together mean that *time passes only in a turn without inputs*. If a deadline could strike while inputs are
 * being taken, one that lies further back in the list but was accepted in time would be cut off; looking ahead would
 * fix that and make the batch matter. So a turn with inputs that finds something due says `wakeAt: now` and leaves it
 * to the next, empty turn. The price is that one turn, and only when an input meets an overdue run.
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
  for (const input of inputs) {
    const type = inputTypeOf(input);
    if (isUntouched(draft) && input.kind !== 'entry')
      throw new PermanentFailure('run-without-entry', `input ${input.seq} precedes the entry`);
    type.take(draft, input);
    evaluateTokens(draft);
  }
  if (inputs.length === 0) evaluateTokens(draft);
  return conclude(draft);
}

function evaluateTokens(draft: TurnDraft): void {
  draft.stepsTaken = 0; // per input, or the size of a batch would matter
  // A token is followed from step to step until it waits; an exit step on the way sweeps the others too.
  const moving = [...draft.tokens];
  for (let token = moving.shift(); token && isUnderway(draft); token = moving.shift()) {
    const step = getStep(draft, token.step);
    const arrived = follow(draft, token, step, typeOf(step).evaluate(step, token, draft.turn));
    if (arrived) moving.unshift(arrived);
  }
}

/** Does what the step said; the token on its next step, if it went to one. */
function follow(draft: TurnDraft, token: Token, step: Step, evaluation: Evaluation): Token | undefined {
  switch (evaluation.kind) {
    case 'wait':
      waitUntil(draft, token, evaluation.until);
      return undefined;
    case 'request-job':
      requestJob(draft, token, evaluation.job);
      waitUntil(draft, token, evaluation.until);
      return undefined;
    case 'exit-run':
      exitRun(draft, evaluation.reason, 'step');
      return undefined;
    case 'proceed': {
      const next = Object.hasOwn(step.paths, evaluation.path) ? step.paths[evaluation.path] : undefined;
      if (next === undefined)
        throw new PermanentFailure('missing-path', `step "${token.step}" has no path "${evaluation.path}"`);
      leave(draft, token, evaluation.path);
      const consumed = evaluation.consumed === undefined ? token.consumed : [...token.consumed, evaluation.consumed];
      return next === null ? undefined : arrive(draft, next, { lookBackFrom: token.lookBackFrom, consumed });
    }
  }
}

function waitUntil(draft: TurnDraft, { visit }: Token, until: number | undefined): void {
  if (until === undefined) draft.until.delete(visit);
  else draft.until.set(visit, until);
}

function conclude(draft: TurnDraft): TurnOutcome {
  const { tokens, jobs, lastVisit, exit, now } = draft;
  const state: RunState = { v: 1, tokens, jobs, lastVisit, ...(exit ? { exit } : {}) };
  const isOver = tokens.length === 0 && jobs.length === 0 && !isUntouched(state);
  const finished = isOver ? { reason: exit?.reason ?? 'completed' } : undefined;
  const deferred = jobs.flatMap(({ notBefore }) => (notBefore !== undefined && notBefore > now ? [notBefore] : []));
  const due = [...[...draft.until.values()].map((until) => Math.max(until, now)), ...deferred];
  const wakeAt = due.length === 0 ? undefined : Math.min(...due);
  return { state, visits: [...draft.visits.values()], wakeAt, finished, label: describeRun(draft, isOver) };
}
