import { canonicalJson } from '../core/base/canonical-json.ts';
import { newId } from '../core/base/id.ts';
import { timeZoneOf } from '../core/customer/time-zone.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import { type Job, openJobs, type RunState, runStateVersions } from '../core/journey/engine/run-state.ts';
import { goalUntil } from '../core/journey/goal.ts';
import { runLeft } from '../core/message/rules/run-left.ts';
import type { Attempt } from '../services/delivery/attempt.ts';
import type { Begun, InlineAttempt } from '../services/delivery/sending/inline-attempt.ts';
import type { QueuedBecause } from '../services/delivery/sending/inline-lane.ts';
import {
  type Database,
  inLoadingTransaction,
  type Load,
  type Transaction,
  timestamp,
} from '../store/database/database.ts';
import { insertDecisions } from '../store/decisions/decisions.ts';
import { insertArms } from '../store/experiments/arms.ts';
import { getDefinition } from '../store/journeys/definitions.ts';
import { holdRun } from '../store/journeys/journey-states.ts';
import type { NewMessage } from '../store/messages/request-messages.ts';
import { enqueueRuns, lanes, removeFromOutbox } from '../store/outbox/outbox.ts';
import { appendInputs } from '../store/runs/run-inputs.ts';
import { commitTurn, type LockedRun, lockRunAndCustomer } from '../store/runs/runs.ts';
import type { TurnFacts } from '../store/runs/turn-facts.ts';
import type { OpenJob, TurnResult } from '../workflows/contract.ts';
import { jobKindOf, jobKinds } from './jobs/index.ts';
import type { InlineTurn, JobContext, QueuedJobKind } from './jobs/job-kind.ts';
import { type BlockedInVersion, type TakenInputs, takeInputs } from './take-inputs.ts';

/**
 * One turn of a run: locks customer and run, removes it from the outbox and takes every input that no turn has taken,
 * asks the engine, and commits state, visits, jobs and `consumed` together. Its result says where the run then is, so it
 * may be called again, late, by two workers at once or after a reset: the second caller finds nothing to take and gets the
 * same result. The turn's now is the later of the workflow's and the clock's: virtual time may be ahead of either.
 */
export async function runTurn(database: Database, journeyRunId: string, workflowNow: number): Promise<TurnResult> {
  return (await takeTurn(database, journeyRunId, workflowNow)).result;
}

/** What else is done in the transaction of a turn. It may be called several times and does nothing but SQL. */
export interface MoreInTurn {
  /** First of all: stores how an attempt ended that an earlier turn began, and which turn that was. */
  readonly settle?: { readonly write: (trx: Transaction) => Promise<void>; readonly turn: number } | undefined;
  /** Last: may begin the first attempt of an open job. */
  readonly begin?: ((turn: StoredTurn, first: OpenAttempt) => Promise<Begun>) | undefined;
}

export type StoredTurn = Omit<InlineTurn, 'messageId' | 'place'>;

/** A job whose first attempt nobody has made. */
export interface OpenAttempt {
  readonly job: Job;
  readonly kind: QueuedJobKind;
  readonly messageId: string;
  readonly summary: string;
}

export interface TakenTurn {
  readonly result: TurnResult;
  /** Attempts that rules decided against. */
  readonly decided: readonly Attempt[];
  readonly attempt?: { readonly begun: InlineAttempt; readonly turn: number; readonly summary: string } | undefined;
  /** Why the first attempt was left to its queue. */
  readonly queued?: QueuedBecause | undefined;
}

/** The same, and what is done together with it. */
export async function takeTurn(
  database: Database,
  journeyRunId: string,
  workflowNow: number,
  more: MoreInTurn = {},
): Promise<TakenTurn> {
  return inLoadingTransaction(database, (trx, load) =>
    turnInTransaction({ database, trx, load }, journeyRunId, workflowNow, more),
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
  on: { readonly database: Database; readonly trx: Transaction; readonly load: Load },
  journeyRunId: string,
  workflowNow: number,
  { settle, begin }: MoreInTurn,
): Promise<TakenTurn> {
  const { trx } = on;
  const decided: Attempt[] = [];
  const locked = await lockRunAndCustomer(trx, journeyRunId);
  await settle?.write(trx);
  await removeFromOutbox(trx, journeyRunId);
  if (!locked || locked.run.endedAt !== null) return { result: endedResult, decided }; // also when the customer was erased
  // Another turn was taken while the attempt was under way. Its caller waits for the lease to end: it is woken instead.
  if (settle && locked.run.turns !== settle.turn)
    await enqueueRuns(trx, [{ journeyRunId, label: 'attempt settled' }], lanes.live);
  if (locked.run.stuckAt !== null) return { result: stuckResult, decided };

  let definition = await getDefinition(on.database, on.load, locked.run);
  let { run, customer } = locked;
  for (;;) {
    const stored = await storeTurn({ ...on, definition, run, customer }, workflowNow);
    ({ run, customer, definition } = stored);
    const { result, state, first } = stored;
    if (!first || !begin) return { result, decided };
    const begun = await begin({ trx, definition, run, state, customer, workflowNow }, first);
    if (begun === 'nothing') return { result, decided };
    if (typeof begun === 'string') return { result, decided, queued: begun };
    if ('send' in begun) {
      const { summary, job } = first;
      return { result: inFlight(result, job, begun), decided, attempt: { begun, turn: run.turns, summary } };
    }
    decided.push(begun.decided); // as an input, which the next turn takes: one job less, so this ends
  }
}

/** The result where an attempt has just begun: nobody else makes one before its lease ends. */
function inFlight(result: TurnResult, { visit }: Job, { leasedUntil, leaseMs }: InlineAttempt): TurnResult {
  const { wakeAt, wakeIn, openJobs, ...others } = result;
  const wakes = [...(wakeIn === undefined ? [] : [{ wakeAt, wakeIn }]), afterLease(leasedUntil, leaseMs)];
  return { ...others, openJobs: openJobs.filter((job) => job.visit !== visit), ...soonest(wakes) };
}

type Wake = Pick<TurnResult, 'wakeAt' | 'wakeIn'>;

/** Two clocks measure the lease: a caller that looks again a moment later does not come too early. */
const afterLease = (leasedUntil: number, leasedFor: number): Wake => ({
  wakeAt: Math.round(leasedUntil),
  wakeIn: Math.ceil(leasedFor) + 100,
});

function soonest(wakes: readonly Wake[]): Wake {
  return wakes.reduce(
    (least, each) => ((each.wakeIn ?? 0) < (least.wakeIn ?? Number.MAX_SAFE_INTEGER) ? each : least),
    {},
  );
}

/** Takes the inputs that there are, and stores what comes of it. Gives the run as it then is. */
async function storeTurn(parts: Omit<JobContext, 'entry' | 'now'>, workflowNow: number) {
  const { trx, run } = parts;
  const before = runStateVersions.upgrade(run.state);
  const taken = await takeInputs(parts, before, workflowNow);
  const { stored, context, outcome, consumed, visits, blocked, drawn, decisions, settled, definition, version } = taken;
  const { state, wakeAt, levelChangesAt, finished, label } = outcome;
  const { now } = context;

  const promptedAt = run.isPaused ? undefined : acceptanceIn(stored.inputs);
  const messages = newMessages(definition, state, blocked, stored.messages).map((each) => ({ ...each, promptedAt }));
  const messageIds = new Map([...stored.messages.values(), ...messages].map(({ visit, id }) => [visit, id]));
  const revisited = await tellOutside({ ...context, opened: parts.definition }, before, state, settled);
  const leases: Wake[] = [];
  let first: OpenAttempt | undefined;
  const jobs = openJobs(state, now).flatMap((job): OpenJob[] => {
    const kind = jobKindOf(job);
    if (kind.mode !== 'queued') return [];
    if (run.isPaused && !stored.begunJobs.has(job.visit)) return []; // it waits for the journey to be resumed
    const message = stored.messages.get(job.visit);
    const leasedFor = (message?.leasedUntil ?? 0) - stored.now;
    if (leasedFor > 0) leases.push(afterLease(stored.now + leasedFor, leasedFor)); // an attempt is in flight
    if (leasedFor > 0) return [];
    const { startToCloseMs, heartbeatMs } = kind;
    const messageId = messageIds.get(job.visit);
    const route = kind.route(definition, job, state);
    if (kind.beginInline && messageId !== undefined && message?.unattempted !== false)
      first ??= { job, kind, messageId, summary: route.summary };
    return [
      {
        visit: job.visit,
        ...(messageId !== undefined && { messageId }),
        activity: kind.kind,
        startToCloseMs,
        heartbeatMs,
        ...route,
      },
    ];
  });
  const wakes = [...(wakeAt === undefined ? [] : [{ wakeAt, wakeIn: wakeAt - now }]), ...leases];
  const dueTimes = [...wakes.map(({ wakeIn }) => now + (wakeIn as number)), ...(jobs.length > 0 ? [now] : [])];
  const { workspace, customerId } = run;
  // An observed run is no exposure to an experiment, and nothing is learned from what it decides.
  if (run.observation === null) {
    await insertArms(trx, { workspace, at: now, arms: drawn.map((arm) => ({ ...arm, customerId })) });
    await insertDecisions(trx, { journeyRunId: run.id, workspace, customerId, at: now, decisions });
  }
  if (run.isPaused && !run.isQueued) await holdRun(trx, run.id, timestamp(now));
  await commitTurn(trx, {
    journeyRunId: run.id,
    state,
    consumed,
    ...(version !== run.version && { movedTo: { version, ...goalWatch(parts, taken) } }),
    label,
    dueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
    // A condition may change back before its moment comes: who then finds nothing to do is due at its next change.
    moved:
      run.isPaused ||
      consumed > run.consumed ||
      visits.length > 0 ||
      revisited ||
      (levelChangesAt !== undefined && jobs.length === 0),
    ended: finished && { at: now, reason: finished.reason },
    visits,
    messages,
    withdrawn: { ids: withdrawnMessages(state, stored.messages), rule: runLeft.name, at: now },
  });
  if (finished) await tellAwaiting(trx, run, finished.reason, now);
  const result: TurnResult = {
    finished: finished !== undefined,
    stuck: false,
    openJobs: jobs,
    ...soonest(wakes),
    label,
  };
  const lastSeq = Math.max(run.lastSeq, consumed); // under the run's lock nobody has appended since
  return {
    result,
    state,
    first,
    customer: context.customer,
    definition,
    run: { ...run, version, state, consumed, lastSeq, turns: run.turns + 1 },
  };
}

/**
 * Opens what a person or another program is asked for from now on, revisits it, and withdraws what nobody waits for any more:
 * that was opened under the definition of before the turn. Gives whether a revisit did something.
 */
async function tellOutside(
  { opened, ...context }: JobContext & { readonly opened: JourneyDefinition },
  before: RunState,
  after: RunState,
  settled: ReadonlySet<number>,
): Promise<boolean> {
  let revisited = false;
  if (context.run.observation !== null) return false; // nobody was asked, and nobody is
  const had = new Set(before.jobs.map(({ visit }) => visit));
  const has = new Set(after.jobs.map(({ visit }) => visit));
  for (const job of before.jobs.filter(({ visit }) => !has.has(visit) && !settled.has(visit))) {
    const kind = jobKindOf(job);
    if (kind.mode === 'external') await kind.withdraw({ ...context, definition: opened }, job);
  }
  for (const job of after.jobs) {
    const kind = jobKindOf(job);
    if (kind.mode !== 'external') continue;
    if (!had.has(job.visit)) await kind.open(context, job, after);
    else if (await kind.revisit?.(context, job)) revisited = true;
  }
  return revisited;
}

/**
 * Messages of jobs that have none yet: those that this turn requested, and those that a rule blocked instead. The id is
 * made here, once, with the row.
 */
function newMessages(
  definition: JourneyDefinition,
  state: RunState,
  blocked: readonly BlockedInVersion[],
  stored: TurnFacts['messages'],
): readonly NewMessage[] {
  const requested = state.jobs
    .filter(({ visit }) => !stored.has(visit))
    .map((job) => ({ job, rule: undefined, definition, state }));
  return [...requested, ...blocked].flatMap(({ job, rule, ...of }) => {
    const { visit, step, requestedAt } = job;
    const kind = jobKinds.get(job.kind);
    const message = kind?.mode === 'queued' ? kind.message?.(of.definition, job, of.state) : undefined;
    return message ? [{ id: newId(), visit, step, requestedAt, blockedBy: rule, ...message }] : [];
  });
}

/** Tells the visits of other runs that wait for the end of this one. They are of the same customer, whose lock is held. */
async function tellAwaiting(trx: Transaction, { awaitedBy }: LockedRun, reason: string, now: number): Promise<void> {
  if (awaitedBy === null) return;
  const inputs = awaitedBy.map((by) => ({ ...by, kind: 'journey-ended', reason }) as const);
  await appendInputs(trx, now, inputs);
  const outbox = awaitedBy.map(({ journeyRunId }) => ({ journeyRunId, label: 'a journey that it started ended' }));
  await enqueueRuns(trx, outbox, lanes.live);
}

/** Where another version has another goal, its watch is that one's, from the same entry on. One that has ended stays so. */
function goalWatch(
  { definition: from, run }: Pick<JobContext, 'definition' | 'run'>,
  { definition: to, context }: TakenInputs,
) {
  const isSame = canonicalJson(from.goal ?? null) === canonicalJson(to.goal ?? null);
  if (isSame) return {};
  const until = goalUntil(to, run.entryAcceptedAt, timeZoneOf(context.customer.traits));
  return { goal: { until, onlyWhile: from.goal !== undefined } };
}

/** When the newest event among the inputs was accepted; undefined where there is none. */
function acceptanceIn(inputs: TurnFacts['inputs']): number | undefined {
  const accepted = inputs.flatMap(({ event }) => (event && event.acceptedAt > 0 ? [event.acceptedAt] : []));
  return accepted.length === 0 ? undefined : Math.max(...accepted);
}

/** Messages of jobs that an exit dropped: nothing of them has left. */
function withdrawnMessages({ jobs }: RunState, stored: TurnFacts['messages']): readonly string[] {
  const open = new Set(jobs.map(({ visit }) => visit));
  return [...stored.values()].flatMap(({ id, visit, isWithdrawable }) =>
    isWithdrawable && !open.has(visit) ? [id] : [],
  );
}
