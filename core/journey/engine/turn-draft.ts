import { after, before } from '../../base/calendar.ts';
import { chance } from '../../base/chance.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { holds } from '../../condition/compile.ts';
import { reader } from '../../condition/fields.ts';
import { nextChange } from '../../condition/history/next-change.ts';
import type { Scope } from '../../condition/schema.ts';
import { happenedBefore } from '../../customer/event-time.ts';
import { type DrawFacts, type DrawnArm, keepOrDraw, type Shares } from '../arms.ts';
import type { Books } from '../books.ts';
import { findStep, type JourneyDefinition, mostSteps, type Step, type StepId } from '../definition/index.ts';
import { canReach, stepsAround } from '../graph.ts';
import { matchesTrigger } from '../match-trigger.ts';
import type { Turn } from '../step-type.ts';
import { decide } from './decide.ts';
import { seenTraits } from './own-view.ts';
import type { Exit, Job, RunState, Token, Visit } from './run-state.ts';
import type { BlockedJob, EventInput, Facts, TurnDecision } from './turn.ts';

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
  moving: RunState['moving'];
  /** Of an observed run: what it sees of the customer alone. */
  view: RunState['view'];
  /** Set of a run in the books only, which has no tokens. */
  books: Books | undefined;
  skipped: NonNullable<RunState['skipped']>;
  interrupts: NonNullable<RunState['interrupts']>;
  tasks: NonNullable<RunState['tasks']>;
  loops: NonNullable<RunState['loops']>;
  answers: NonNullable<RunState['answers']>;
  /** Events that tokens may look back to, oldest first. */
  lookBack: readonly EventInput[];
  /** Until when the token of a visit waits, as last evaluated. */
  readonly until: Map<number, number>;
  /** Visits opened or closed in this turn. */
  readonly visits: Map<number, Visit>;
  /** Jobs that a rule blocked instead of their being requested. */
  readonly blocked: BlockedJob[];
  /** Arms that were drawn. */
  readonly drawn: DrawnArm[];
  readonly decisions: TurnDecision[];
  stepsTaken: number;
}

/** Steps that one input may take the run through, over all of its tokens. More: a token goes round in a circle. */
const mostStepsAtOnce = 20 * mostSteps;

export function beginDraft(
  definition: JourneyDefinition,
  state: RunState,
  timePasses: boolean,
  facts: Facts,
  now: number,
): TurnDraft {
  const { customer, entry, engagement, history, journeyRunId, key, timeZone } = facts;
  const lookBack = facts.lookBack.filter(({ event }) => !happenedBefore(event, entry));
  const scope: Scope = {
    entry,
    get customer() {
      return draft.view ? { traits: seenTraits(customer.traits, draft.view) } : customer;
    },
    messages: engagement,
    history,
    get tasks() {
      return draft.tasks; // a task before this look may have been answered in the same turn
    },
    get answers() {
      return draft.answers;
    },
  };
  const run = { id: journeyRunId, key };
  const turn: Turn = {
    now,
    facts,
    definition,
    isPast: (moment) => timePasses && moment <= now,
    lookBack: (token) => draft.lookBack.filter(({ seq }) => seq > token.lookBackFrom && !token.consumed.includes(seq)),
    matches: (event, listener) => matchesTrigger(listener, event, run, scope),
    holds: (condition) => holds(condition, scope),
    nextChange: (condition) => nextChange(condition, scope),
    after: (from, duration) => after(from, duration, timeZone),
    before: (from, duration) => before(from, duration, timeZone),
    read: ({ ref }) => reader(ref)(scope),
    chanceOf: (token, purpose) => chance(drawsOf(facts).seed, purpose, journeyRunId, String(token.visit)),
    armOf: (experiment, shares) => armOf(draft, experiment, shares),
    decide: (token, policy, said) => decide(turn, token, policy, { scope, said }),
    isRequested: (visit) => draft.jobs.some((job) => job.visit === visit),
    passesOf: (step) => (Object.hasOwn(draft.loops, step) ? (draft.loops[step] ?? 0) : 0),
    isAwaitingOthers: (token) =>
      draft.tokens.some(
        (other) => other.step !== token.step && shareFork(other, token) && canReach(definition, other.step, token.step),
      ),
  };
  const {
    v: _version,
    skipped = {},
    interrupts = {},
    tasks = {},
    loops = {},
    answers = {},
    exit,
    moving,
    view,
    books,
    ...kept
  } = state;
  const draft: TurnDraft = {
    definition,
    facts,
    now,
    turn,
    ...kept,
    exit,
    moving,
    view,
    books,
    skipped,
    interrupts,
    tasks,
    loops,
    answers,
    lookBack,
    until: new Map(),
    visits: new Map(),
    blocked: [],
    drawn: [],
    decisions: [],
    stepsTaken: 0,
  };
  return draft;
}

function drawsOf({ draws }: Facts): DrawFacts {
  if (draws) return draws;
  throw new PermanentFailure('draws-unknown', 'a step draws, and the turn was not given what from');
}

function armOf({ facts, drawn }: TurnDraft, experiment: string, shares: Shares) {
  const arm = drawn.find((each) => each.experiment === experiment);
  return arm ? { ...arm, isNew: false } : keepOrDraw(drawsOf(facts), experiment, shares);
}

export function isUntouched({ lastVisit, books }: Pick<RunState, 'lastVisit' | 'books'>): boolean {
  return lastVisit === 0 && !books;
}

export function isUnderway({ tokens, books, exit }: Pick<TurnDraft, 'tokens' | 'books' | 'exit'>): boolean {
  return tokens.length > 0 || (books !== undefined && !exit);
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

/** A run moves when nothing of it may be on its way to the customer: that settles under the version that began it. */
export function isReadyToMove({ moving, jobs, facts }: TurnDraft): boolean {
  return moving !== undefined && !jobs.some(({ visit }) => facts.begunJobs.has(visit));
}

/** Two branches of one fork, which a join may bring together. */
export function shareFork(one: Token, other: Token): boolean {
  return one.forks.some((fork) => other.forks.includes(fork));
}

/** The place of the newest event that the run has taken, its entry included: who looks back from here sees none of them. */
export function newestSeen({ lookBack, tokens }: TurnDraft): number {
  return Math.max(lookBack.at(-1)?.seq ?? 0, ...tokens.map(({ lookBackFrom }) => lookBackFrom));
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

/** One more time round; the loops within begin again at zero. */
export function countPass(draft: TurnDraft, { step }: Token, path: string): void {
  const within = stepsAround(draft.definition, step, path);
  const others = Object.entries(draft.loops).filter(([id]) => id !== step && !within.has(id));
  draft.loops = { ...Object.fromEntries(others), [step]: draft.turn.passesOf(step) + 1 };
}

/** A loop that is left begins at zero when the run comes to it again. */
export function forgetPasses(draft: TurnDraft, { step }: Token): void {
  if (!Object.hasOwn(draft.loops, step)) return;
  const { [step]: _left, ...others } = draft.loops;
  draft.loops = others;
}

/** What a token takes along from step to step. */
export type TokenBaggage = Pick<Token, 'lookBackFrom' | 'consumed' | 'forks' | 'side'>;

/** Puts a new token on a step. */
export function arrive(draft: TurnDraft, step: StepId, baggage: TokenBaggage): Token {
  draft.stepsTaken += 1;
  if (draft.stepsTaken > mostStepsAtOnce) {
    throw new PermanentFailure('turn-does-not-end', `more than ${mostStepsAtOnce} steps at once, at "${step}"`);
  }
  draft.lastVisit += 1;
  const { lookBackFrom, consumed, forks, side } = baggage;
  const token: Token = {
    step,
    visit: draft.lastVisit,
    arrivedAt: draft.now,
    lookBackFrom,
    consumed,
    forks,
    ...(side !== undefined && { side }),
  };
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
