import { judgedNow } from '../core/base/clock.ts';
import { lengthOf } from '../core/base/duration.ts';
import { PermanentFailure } from '../core/base/failure.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import type { DrawnArm } from '../core/journey/arms.ts';
import { type JourneyDefinition, mostSteps } from '../core/journey/definition/index.ts';
import type { DecisionFacts } from '../core/journey/engine/decision-facts.ts';
import { readInput } from '../core/journey/engine/inputs/index.ts';
import { moveRun } from '../core/journey/engine/move.ts';
import { seenTraits } from '../core/journey/engine/own-view.ts';
import { type Job, lookBackFrom, openJobs, type RunState, type Visit } from '../core/journey/engine/run-state.ts';
import { takeTurns, withArms } from '../core/journey/engine/take-turns.ts';
import type { BlockedJob, Facts, TurnDecision, TurnOutcome } from '../core/journey/engine/turn.ts';
import { historyNeeds } from '../core/journey/history-needs.ts';
import { draws, looksAtMessages } from '../core/journey/subscriptions.ts';
import { engagementOf } from '../core/message/engagement.ts';
import { askedForDecisions, decisionFacts, needsWithPolicies } from '../services/decisions/facts.ts';
import { readHistory } from '../store/condition/read-histories.ts';
import { lockCustomers } from '../store/customers/customers.ts';
import type { NewDecision } from '../store/decisions/decisions.ts';
import { getDefinition } from '../store/journeys/definitions.ts';
import { appendInputs } from '../store/runs/run-inputs.ts';
import { readTurnFacts, type TurnFacts } from '../store/runs/turn-facts.ts';
import { jobKindOf } from './jobs/index.ts';
import type { InlineJobKind, JobContext } from './jobs/job-kind.ts';
import { takeMissedExits } from './missed-exits.ts';
import { withReservations } from './reserve-offers.ts';

/** A run that moves has another version afterwards, which may lack the step. */
export interface BlockedInVersion extends BlockedJob {
  readonly definition: JourneyDefinition;
  readonly state: RunState;
}

export interface TakenInputs {
  /** As read before anything was taken. */
  readonly stored: TurnFacts;
  /** As it is after the last inline job. */
  readonly context: JobContext;
  readonly outcome: TurnOutcome;
  readonly consumed: number;
  readonly visits: readonly Visit[];
  /** Each with the version and the state in which a rule blocked it. */
  readonly blocked: readonly BlockedInVersion[];
  readonly drawn: readonly DrawnArm[];
  readonly decisions: readonly NewDecision[];
  /** The version that the run follows after its inputs, and its definition. */
  readonly version: number;
  readonly definition: JourneyDefinition;
  /** Visits whose jobs settled in this turn. */
  readonly settled: ReadonlySet<number>;
}

/**
 * Takes the inputs; and while that leaves a job which is done inline, performs the first of them and takes its outcome,
 * with whatever it has appended. One at a time: an exit that a job brings about cancels those that have not begun.
 */
export async function takeInputs(
  parts: Omit<JobContext, 'entry' | 'now'>,
  before: RunState,
  workflowNow: number,
): Promise<TakenInputs> {
  const { trx, run } = parts;
  let { definition } = parts;
  let { version } = run;
  const visits = new Map<number, Visit>();
  const settled = new Set<number>();
  const blocked: BlockedInVersion[] = [];
  const drawn: DrawnArm[] = [];
  let { customer } = parts;
  let { consumed } = run;
  let state = before;
  let first: TurnFacts | undefined;
  const decisions: NewDecision[] = [];
  for (let rounds = 0; rounds <= mostSteps; rounds += 1) {
    const stored = await readTurnFacts(
      trx,
      { ...run, consumed },
      {
        lookBackFrom: lookBackFrom(state),
        visits: state.jobs.map(({ visit }) => visit),
        withEngagement: looksAtMessages(definition),
        withDraws: draws(definition),
        forDecisions: askedForDecisions(definition, customer),
      },
    );
    first ??= stored;
    const { entry, lookBack, begunJobs } = stored;
    if (!entry) throw new PermanentFailure('entry-gone', `the entry event of run ${run.id} is not stored any more`);
    const inputs = stored.inputs.map(readInput);
    const now = judgedNow(workflowNow, stored);
    const { traits } = customer;
    const timeZone = timeZoneOf(traits);
    const engagement = engagementOf(stored.engagement);
    const deciding =
      stored.decisions &&
      (await decisionFacts(
        parts.database,
        trx,
        { definition, customer, workspace: run.workspace },
        stored.decisions,
        now,
      ));
    const { inRun } = historyNeeds(definition);
    const needs = deciding ? needsWithPolicies(inRun, deciding) : inRun;
    const history = await readHistory(trx, { id: customer.id, timeZone }, needs, now);
    const { id: journeyRunId, key } = run;
    const { isPaused, isObservationOver } = run;
    const known = {
      customer: { traits },
      entry,
      engagement,
      timeZone,
      lookBack,
      begunJobs,
      history,
      isPaused,
      isObservationOver,
    };
    const books = run.books ?? undefined;
    const facts: Facts = {
      journeyRunId,
      key,
      books,
      ...known,
      draws: withArms(stored.draws, drawn),
      decisions: deciding,
    };
    const outcome = await withReservations({ ...parts, definition }, facts, now, (offered) =>
      takeTurns(definition, state, inputs, offered, now),
    );
    state = outcome.state;
    const taken = inputs.slice(0, outcome.taken);
    consumed = taken.at(-1)?.seq ?? consumed;
    for (const visit of outcome.visits) visits.set(visit.visit, visit);
    blocked.push(...outcome.blocked.map((each) => ({ ...each, definition, state: outcome.state })));
    drawn.push(...outcome.drawn);
    decisions.push(...outcome.decisions.map((made) => withClosing(made, deciding, now)));
    for (const input of taken) if (input.kind === 'job-settled') settled.add(input.visit);

    if (outcome.moves) {
      const to = await getDefinition(parts.database, parts.load, { ...run, version: outcome.moves.version });
      const moved = moveRun({ from: definition, to }, state, facts, now);
      state = moved.state;
      for (const visit of moved.visits) visits.set(visit.visit, visit);
      if (moved.isMoved) {
        await takeMissedExits(trx, run, { from: definition, to }, { entry, now });
        [definition, version] = [to, outcome.moves.version];
      }
      continue; // what is left is taken under that version, with what it looks at
    }

    const context: JobContext = { ...parts, definition, customer, entry, now };
    const isObserved = run.observation !== null;
    const inline = isObserved ? firstObserved(state, now) : firstInline(state, now);
    const all = { visits: [...visits.values()], blocked, drawn, decisions, version, definition, settled };
    if (!inline) return { stored: first, context, outcome, consumed, ...all };
    const { job, perform } = inline;
    const result = await perform(isObserved ? withView(context, state) : context, job);
    await appendInputs(trx, now, [{ journeyRunId: run.id, kind: 'job-settled', visit: job.visit, outcome: result }]);
    [customer = customer] = await lockCustomers(trx, [customer.id]);
  }
  throw new PermanentFailure('turn-does-not-end', `run ${run.id} had more than ${mostSteps} inline jobs in one turn`);
}

/** Until when rewards of a decision count. */
function withClosing(made: TurnDecision, facts: DecisionFacts | undefined, now: number): NewDecision {
  const within = facts?.policies.get(made.record.policy)?.definition.reward?.within;
  return { ...made, closesAt: now + (within === undefined ? 0 : (lengthOf(within) ?? 0)) };
}

interface InlineJob {
  readonly job: Job;
  readonly perform: InlineJobKind['perform'];
}

function firstInline(state: RunState, now: number): InlineJob | undefined {
  for (const job of openJobs(state, now)) {
    const kind = jobKindOf(job);
    if (kind.mode === 'inline') return { job, perform: (context, each) => kind.perform(context, each) };
  }
  return undefined;
}

/** In an observed run, what stands for a job that would act outside is done in the turn. */
function firstObserved(state: RunState, now: number): InlineJob | undefined {
  for (const job of openJobs(state, now)) {
    const { observe } = jobKindOf(job);
    if (typeof observe === 'function') return { job, perform: observe };
  }
  return undefined;
}

/** The customer as an observed run sees them. */
function withView(context: JobContext, { view }: RunState): JobContext {
  const { customer } = context;
  return { ...context, customer: { ...customer, traits: seenTraits(customer.traits, view) } };
}
