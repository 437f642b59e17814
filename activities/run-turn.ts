import { PermanentFailure } from '../core/base/failure.ts';
import { newId } from '../core/base/id.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import { type JourneyDefinition, mostSteps } from '../core/journey/definition/index.ts';
import { readInput } from '../core/journey/engine/inputs/index.ts';
import {
  type Job,
  lookBackFrom,
  openJobs,
  type RunState,
  runStateVersions,
  type Visit,
} from '../core/journey/engine/run-state.ts';
import { takeTurns } from '../core/journey/engine/take-turns.ts';
import type { Facts, TurnOutcome } from '../core/journey/engine/turn.ts';
import { runLeft } from '../core/message/rules/run-left.ts';
import { lockCustomers } from '../store/customers/customers.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../store/database/database.ts';
import { getDefinition } from '../store/journeys/definitions.ts';
import type { NewMessage } from '../store/messages/request-messages.ts';
import { removeFromOutbox } from '../store/outbox/outbox.ts';
import { appendInputs } from '../store/runs/run-inputs.ts';
import { commitTurn, lockRunAndCustomer } from '../store/runs/runs.ts';
import { readTurnFacts, type TurnFacts } from '../store/runs/turn-facts.ts';
import type { OpenJob, TurnResult } from '../workflows/contract.ts';
import { jobKindOf, jobKinds } from './jobs/index.ts';
import type { InlineJobKind, JobContext } from './jobs/job-kind.ts';

/**
 * One turn of a run: locks customer and run, removes it from the outbox and takes every input that no turn has taken,
 * asks the engine, and commits state, visits, jobs and `consumed` together. Its result says where the run then is, so it
 * may be called again, late, by two workers at once or after a reset: the second caller finds nothing to take and gets the
 * same result. The turn's now is the later of the workflow's and the clock's: virtual time may be ahead of either.
 */
export async function runTurn(database: Database, journeyRunId: string, workflowNow: number): Promise<TurnResult> {
  return inLoadingTransaction(database, (trx, load) =>
    turnInTransaction({ database, trx, load }, journeyRunId, workflowNow),
  );
}

const endedResult: TurnResult = { finished: true, stuck: false, openJobs: [], label: 'ended' };

export const stuckResult: TurnResult = {
  finished: false,
  stuck: true,
  openJobs: [],
  label: 'stuck: waits for an operator',
};

async function turnInTransaction(
  { database, trx, load }: { database: Database; trx: Transaction; load: Load },
  journeyRunId: string,
  workflowNow: number,
): Promise<TurnResult> {
  const locked = await lockRunAndCustomer(trx, journeyRunId);
  await removeFromOutbox(trx, journeyRunId);
  if (!locked || locked.run.endedAt !== null) return endedResult; // also when the customer was erased
  const { run, customer } = locked;
  if (run.stuckAt !== null) return stuckResult;

  const before = runStateVersions.upgrade(run.state);
  const definition = await getDefinition(database, load, run);
  const { stored, context, outcome, consumed, visits, settled } = await takeInputs(
    { database, trx, load, definition, run, customer },
    before,
    workflowNow,
  );
  const { state, wakeAt, finished, label } = outcome;
  const { now } = context;

  const messages = newMessages(definition, state, stored.messages);
  const messageIds = new Map([...stored.messages.values(), ...messages].map(({ visit, id }) => [visit, id]));
  await tellOutside(context, before, state, settled);
  const jobs = openJobs(state, now).flatMap((job): OpenJob[] => {
    const kind = jobKindOf(job);
    if (kind.mode !== 'queued') return [];
    const { startToCloseMs, heartbeatMs } = kind;
    const messageId = messageIds.get(job.visit);
    return [
      {
        visit: job.visit,
        ...(messageId !== undefined && { messageId }),
        activity: kind.kind,
        startToCloseMs,
        heartbeatMs,
        ...kind.route(definition, job),
      },
    ];
  });
  const dueTimes = [wakeAt, jobs.length > 0 ? now : undefined].filter((moment) => moment !== undefined);
  await commitTurn(trx, {
    journeyRunId: run.id,
    state,
    consumed,
    label,
    dueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
    moved: consumed > run.consumed || visits.length > 0,
    ended: finished && { at: now, reason: finished.reason },
    visits,
    messages,
    withdrawn: { ids: withdrawnMessages(state, stored.messages), rule: runLeft.name, at: now },
  });
  return {
    finished: finished !== undefined,
    stuck: false,
    openJobs: jobs,
    ...(wakeAt !== undefined && { wakeAt, wakeIn: wakeAt - now }),
    label,
  };
}

interface TakenInputs {
  /** As read before anything was taken. */
  readonly stored: TurnFacts;
  /** As it is after the last inline job. */
  readonly context: JobContext;
  readonly outcome: TurnOutcome;
  readonly consumed: number;
  readonly visits: readonly Visit[];
  /** Visits whose jobs settled in this turn. */
  readonly settled: ReadonlySet<number>;
}

/**
 * Takes the inputs; and while that leaves a job which is done inline, performs the first of them and takes its outcome,
 * with whatever it has appended. One at a time: an exit that a job brings about cancels those that have not begun.
 */
async function takeInputs(
  parts: Omit<JobContext, 'entry' | 'now'>,
  before: RunState,
  workflowNow: number,
): Promise<TakenInputs> {
  const { trx, definition, run } = parts;
  const visits = new Map<number, Visit>();
  const settled = new Set<number>();
  let { customer } = parts;
  let { consumed } = run;
  let state = before;
  let first: TurnFacts | undefined;
  for (let rounds = 0; rounds <= mostSteps; rounds += 1) {
    const stored = await readTurnFacts(
      trx,
      { ...run, consumed },
      { lookBackFrom: lookBackFrom(state), visits: state.jobs.map(({ visit }) => visit) },
    );
    first ??= stored;
    const { entry, lookBack, begunJobs } = stored;
    if (!entry) throw new PermanentFailure('entry-gone', `the entry event of run ${run.id} is not stored any more`);
    const inputs = stored.inputs.map(readInput);
    const now = Math.max(workflowNow, stored.now);
    const { traits } = customer;
    const timeZone = timeZoneOf(traits);
    const facts: Facts = { customer: { traits }, entry, key: run.key, timeZone, lookBack, begunJobs };
    const outcome = takeTurns(definition, state, inputs, facts, now);
    state = outcome.state;
    consumed = inputs.at(-1)?.seq ?? consumed;
    for (const visit of outcome.visits) visits.set(visit.visit, visit);
    for (const input of inputs) if (input.kind === 'job-settled') settled.add(input.visit);

    const context: JobContext = { ...parts, customer, entry, now };
    const inline = firstInline(state, now);
    if (!inline) return { stored: first, context, outcome, consumed, visits: [...visits.values()], settled };
    const { job, kind } = inline;
    const result = await kind.perform(context, job);
    await appendInputs(trx, now, [{ journeyRunId: run.id, kind: 'job-settled', visit: job.visit, outcome: result }]);
    [customer = customer] = await lockCustomers(trx, [customer.id]);
  }
  throw new PermanentFailure('turn-does-not-end', `run ${run.id} had more than ${mostSteps} inline jobs in one turn`);
}

function firstInline(state: RunState, now: number): { job: Job; kind: InlineJobKind } | undefined {
  for (const job of openJobs(state, now)) {
    const kind = jobKindOf(job);
    if (kind.mode === 'inline') return { job, kind };
  }
  return undefined;
}

/** Opens what a person or another program is asked for from now on, and withdraws what nobody waits for any more. */
async function tellOutside(
  context: JobContext,
  before: RunState,
  after: RunState,
  settled: ReadonlySet<number>,
): Promise<void> {
  const had = new Set(before.jobs.map(({ visit }) => visit));
  const has = new Set(after.jobs.map(({ visit }) => visit));
  for (const job of before.jobs.filter(({ visit }) => !has.has(visit) && !settled.has(visit))) {
    const kind = jobKindOf(job);
    if (kind.mode === 'external') await kind.withdraw(context, job);
  }
  for (const job of after.jobs.filter(({ visit }) => !had.has(visit))) {
    const kind = jobKindOf(job);
    if (kind.mode === 'external') await kind.open(context, job);
  }
}

/** Messages of jobs that have none yet: those that this turn requested. The id is made here, once, with the row. */
function newMessages(
  definition: JourneyDefinition,
  { jobs }: RunState,
  stored: TurnFacts['messages'],
): readonly NewMessage[] {
  return jobs.flatMap((job) => {
    const { visit, step, requestedAt } = job;
    const kind = jobKinds.get(job.kind);
    const message = stored.has(visit) || kind?.mode !== 'queued' ? undefined : kind.message?.(definition, job);
    return message ? [{ id: newId(), visit, step, requestedAt, ...message }] : [];
  });
}

/** Messages of jobs that an exit dropped before the first attempt. */
function withdrawnMessages({ jobs }: RunState, stored: TurnFacts['messages']): readonly string[] {
  const open = new Set(jobs.map(({ visit }) => visit));
  return [...stored.values()].flatMap(({ id, visit, untried }) => (untried && !open.has(visit) ? [id] : []));
}
