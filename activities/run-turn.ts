import { PermanentFailure } from '../core/base/failure.ts';
import { newId } from '../core/base/id.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { readInput } from '../core/journey/engine/inputs/index.ts';
import { lookBackFrom, openJobs, type RunState, runStateVersions } from '../core/journey/engine/run-state.ts';
import { takeTurns } from '../core/journey/engine/take-turns.ts';
import type { Facts } from '../core/journey/engine/turn.ts';
import { runLeft } from '../core/message/rules/run-left.ts';
import { type Database, inLoadingTransaction, type Load, type Transaction } from '../store/database/database.ts';
import { getDefinition } from '../store/journeys/definitions.ts';
import type { NewMessage } from '../store/messages/request-messages.ts';
import { removeFromOutbox } from '../store/outbox/outbox.ts';
import { commitTurn, lockRunAndCustomer } from '../store/runs/runs.ts';
import { readTurnFacts, type TurnFacts } from '../store/runs/turn-facts.ts';
import type { OpenJob, TurnResult } from '../workflows/contract.ts';
import { jobKindOf, jobKinds } from './jobs/index.ts';

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

  const state = runStateVersions.upgrade(run.state);
  const definition = await getDefinition(database, load, run);
  const stored = await readTurnFacts(trx, run, {
    lookBackFrom: lookBackFrom(state),
    visits: state.jobs.map(({ visit }) => visit),
  });
  const { entry, lookBack, begunJobs } = stored;
  if (!entry) throw new PermanentFailure('entry-gone', `the entry event of run ${run.id} is not stored any more`);
  const inputs = stored.inputs.map(readInput);
  const now = Math.max(workflowNow, stored.now);
  const { traits } = customer;
  const facts: Facts = { customer: { traits }, entry, key: run.key, timeZone: timeZoneOf(traits), lookBack, begunJobs };
  const outcome = takeTurns(definition, state, inputs, facts, now);

  const messages = newMessages(definition, outcome.state, stored.messages);
  const messageIds = new Map([...stored.messages.values(), ...messages].map(({ visit, id }) => [visit, id]));
  const jobs = openJobs(outcome.state, now).map((job): OpenJob => {
    const { kind: activity, startToCloseMs, heartbeatMs, route } = jobKindOf(job);
    const messageId = messageIds.get(job.visit);
    return {
      visit: job.visit,
      ...(messageId !== undefined && { messageId }),
      activity,
      startToCloseMs,
      heartbeatMs,
      ...route(definition, job),
    };
  });
  const dueTimes = [outcome.wakeAt, jobs.length > 0 ? now : undefined].filter((moment) => moment !== undefined);
  await commitTurn(trx, {
    journeyRunId: run.id,
    state: outcome.state,
    consumed: inputs.at(-1)?.seq ?? run.consumed,
    label: outcome.label,
    dueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
    moved: inputs.length > 0 || outcome.visits.length > 0,
    ended: outcome.finished && { at: now, reason: outcome.finished.reason },
    visits: outcome.visits,
    messages,
    withdrawn: { ids: withdrawnMessages(outcome.state, stored.messages), rule: runLeft.name, at: now },
  });
  return {
    finished: outcome.finished !== undefined,
    stuck: false,
    openJobs: jobs,
    ...(outcome.wakeAt !== undefined && { wakeAt: outcome.wakeAt, wakeIn: outcome.wakeAt - now }),
    label: outcome.label,
  };
}

/** Messages of jobs that have none yet: those that this turn requested. The id is made here, once, with the row. */
function newMessages(
  definition: JourneyDefinition,
  { jobs }: RunState,
  stored: TurnFacts['messages'],
): readonly NewMessage[] {
  return jobs.flatMap((job) => {
    const { visit, step, requestedAt } = job;
    const message = stored.has(visit) ? undefined : jobKinds.get(job.kind)?.message?.(definition, job);
    return message ? [{ id: newId(), visit, step, requestedAt, ...message }] : [];
  });
}

/** Messages of jobs that an exit dropped before the first attempt. */
function withdrawnMessages({ jobs }: RunState, stored: TurnFacts['messages']): readonly string[] {
  const open = new Set(jobs.map(({ visit }) => visit));
  return [...stored.values()].flatMap(({ id, visit, untried }) => (untried && !open.has(visit) ? [id] : []));
}
