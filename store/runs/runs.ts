import { TemporaryFailure } from '../../core/base/failure.ts';
import type { Books } from '../../core/journey/books.ts';
import type { RunState, Visit } from '../../core/journey/engine/run-state.ts';
import type { Customer } from '../customers/customers.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, look, rows, type Transaction, timestamp } from '../database/database.ts';
import { messagesOfTurn, type NewMessage, type WithdrawnMessages } from '../messages/request-messages.ts';
import type { AwaitingVisit } from './awaited-runs.ts';

/**
 * journey_runs: one row a run, the truth of it. `due_at` is the moment by which something should have happened (a turn, a
 * job's next attempt): the sweeper enqueues overdue runs, so every change of a run keeps it true.
 */
export interface OpenRun {
  readonly id: string;
  readonly customerId: string;
  readonly journeyId: string;
  readonly version: number;
  readonly key: string | null;
  /** Set of an observed run: nothing of it leaves, whatever becomes of the observation. */
  readonly observation: string | null;
}

export interface NewRun extends OpenRun {
  /** Of a journey that lets several runs of a key be open side by side. */
  readonly isParallel?: boolean | undefined;
  /** It waits for room: see entry-queues.ts. */
  readonly isQueued?: boolean | undefined;
  readonly entryEventId: string;
  /** Set of a run in the books only. */
  readonly books?: Books | undefined;
  /** The end of the watch for its journey's goal. */
  readonly goalUntil?: number | undefined;
  /** Another run of the same batch has its place already. */
  readonly supersededAt?: number | undefined;
}

/** The open runs of customers whose lock is held. */
export async function findOpenRuns(
  trx: Transaction,
  workspace: string,
  customerIds: readonly string[],
): Promise<OpenRun[]> {
  if (customerIds.length === 0) return [];
  return rows<OpenRun>(
    trx,
    `select id, customer_id as "customerId", journey_id as "journeyId", version, key, observation from journey_runs
     where workspace = ? and customer_id = any(cast(? as uuid[])) and ended_at is null and superseded_at is null order by id`,
    [workspace, [...customerIds]],
  );
}

/** Segments that look at a journey whose run began or ended are asked again at once: `at` is null where it did neither. */
const askedAgain = (runs: string, at: string) => `
       insert into segment_members as stored (customer_id, segment_id, workspace, is_member, since, cause, due_at)
       select distinct run.customer_id, s.id, run.workspace, false, timestamptz '-infinity', 'journey', run.${at}
       from ${runs} run join segments s on s.workspace = run.workspace and run.journey_id = any (s.journeys)
       where run.${at} is not null
       on conflict (customer_id, segment_id) do update set due_at = least(stored.due_at, excluded.due_at)`;

export interface EndedRuns {
  readonly customerId: string;
  readonly journeyId: string;
  readonly key: string | null;
  readonly observation: string | null;
  readonly lastEndedAt: number;
}

/** When each of these customers last ended each of these journeys, per key, live and in each observation. */
export async function findEndedRuns(
  trx: Transaction,
  asked: readonly { customerId: string; journeyId: string }[],
): Promise<EndedRuns[]> {
  if (asked.length === 0) return [];
  return rows<EndedRuns>(
    trx,
    `select run.customer_id as "customerId", run.journey_id as "journeyId", run.key, run.observation, max(run.ended_at) as "lastEndedAt"
     from (select distinct customer_id, journey_id from unnest(cast(? as uuid[]), cast(? as text[])) as each (customer_id, journey_id)) asked
     join journey_runs run on run.customer_id = asked.customer_id and run.journey_id = asked.journey_id
     where run.ended_at is not null group by 1, 2, 3, 4`,
    [asked.map(({ customerId }) => customerId), asked.map(({ journeyId }) => journeyId)],
  );
}

/** Opens runs of locked customers, in the state they begin in; the entry becomes input 1. */
export async function insertRuns(
  trx: Transaction,
  workspace: string,
  acceptedAt: number,
  state: RunState,
  runs: readonly NewRun[],
): Promise<void> {
  await execute(
    trx,
    `with new as (
       select * from unnest(cast(? as uuid[]), cast(? as uuid[]), cast(? as text[]), cast(? as integer[]), cast(? as text[]), cast(? as uuid[]), cast(? as timestamptz[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as uuid[]), cast(? as boolean[]), cast(? as timestamptz[]))
         as new (id, customer_id, journey_id, version, key, entry_event_id, goal_until, books, superseded_at, observation, is_parallel, queued_at)),
     entered as (
       insert into journey_runs (id, workspace, customer_id, journey_id, version, key, entry_event_id, entry_accepted_at,
                                 entered_at, state, last_seq, due_at, goal_until, books, superseded_at, observation, is_parallel, queued_at)
       select id, ?, customer_id, journey_id, version, key, entry_event_id, cast(? as timestamptz), cast(? as timestamptz), ?, 1, cast(? as timestamptz), goal_until, books, superseded_at, observation, is_parallel, queued_at
       from new order by id returning id, entry_event_id, entry_accepted_at, workspace, customer_id, journey_id),
     asked as (${askedAgain('entered', 'entry_accepted_at')})
     insert into run_inputs (journey_run_id, seq, kind, event_id, event_accepted_at, accepted_at)
     select id, 1, 'entry', entry_event_id, entry_accepted_at, entry_accepted_at from entered`,
    [
      runs.map(({ id }) => id),
      runs.map(({ customerId }) => customerId),
      runs.map(({ journeyId }) => journeyId),
      runs.map(({ version }) => version),
      runs.map(({ key }) => key),
      runs.map(({ entryEventId }) => entryEventId),
      runs.map((run) => (run.goalUntil === undefined ? null : timestamp(run.goalUntil))),
      runs.map(({ books }) => books ?? null),
      runs.map((run) => (run.supersededAt === undefined ? null : timestamp(run.supersededAt))),
      runs.map(({ observation }) => observation),
      runs.map(({ isParallel = false }) => isParallel),
      runs.map(({ isQueued }) => (isQueued ? timestamp(acceptedAt) : null)),
      workspace,
      timestamp(acceptedAt),
      timestamp(acceptedAt),
      JSON.stringify(state),
      timestamp(acceptedAt),
    ],
  );
}

/** Gives open runs of locked customers another entry; of several of one run the last counts. */
export async function refreshRuns(
  trx: Transaction,
  refreshed: readonly { readonly journeyRunId: string; readonly entryEventId: string }[],
  acceptedAt: number,
): Promise<void> {
  if (refreshed.length === 0) return;
  const entries = new Map(refreshed.map(({ journeyRunId, entryEventId }) => [journeyRunId, entryEventId]));
  await execute(
    trx,
    `update journey_runs set entry_event_id = new.event_id, entry_accepted_at = cast(? as timestamptz)
     from unnest(cast(? as uuid[]), cast(? as uuid[])) as new (id, event_id)
     where journey_runs.id = new.id and ended_at is null`,
    [timestamp(acceptedAt), [...entries.keys()], [...entries.values()]],
  );
}

/** A run under its lock. */
export interface LockedRun extends OpenRun {
  /** Set of a run in the books only. */
  readonly books: Books | null;
  readonly workspace: string;
  /** Of the workspace, as the statement began: a definition in memory is as new, or is loaded. */
  readonly catalogVersion: number;
  /** As any release stored it: `runStateVersions` reads it. */
  readonly state: unknown;
  readonly lastSeq: number;
  readonly consumed: number;
  /** How many turns were taken: the caller of a turn knows by it whether another one has been taken since. */
  readonly turns: number;
  readonly entryEventId: string;
  readonly entryAcceptedAt: number;
  readonly endedAt: number | null;
  readonly stuckAt: number | null;
  /** Its journey is paused; or it is a live run of a journey that is observed, and waits as in a pause; or it waits for room. */
  readonly isPaused: boolean;
  readonly isQueued: boolean;
  /** Of an observed run: its observation has ended, and it exits. */
  readonly isObservationOver: boolean;
  /** Visits of other runs that wait for its end. */
  readonly awaitedBy: readonly AwaitingVisit[] | null;
}

/** SQL of `run`: it waits for its place, its journey is paused, or it is a live run of a journey that is observed. */
export const isPausedRun = `(run.queued_at is not null
    or exists (select 1 from journey_states where workspace = run.workspace and journey_id = run.journey_id and state = 'paused')
    or run.observation is null and exists (select 1 from observations o where o.workspace = run.workspace
      and (o.journey_id is null or o.journey_id = run.journey_id) and o.ended_at is null))`;

const lockedRun = `run.id, run.workspace, run.books, run.customer_id as "customerId", run.journey_id as "journeyId", run.version, run.key,
  run.state, run.last_seq as "lastSeq", run.consumed, run.turns, run.entry_event_id as "entryEventId",
  run.entry_accepted_at as "entryAcceptedAt", run.awaited_by as "awaitedBy", run.ended_at as "endedAt", run.stuck_at as "stuckAt",
  run.queued_at is not null as "isQueued", ${isPausedRun} as "isPaused",
  run.observation, exists (select 1 from observations o where o.id = run.observation and o.ended_at is not null) as "isObservationOver",
  (select catalog_number from workspaces where workspaces.id = run.workspace) as "catalogVersion"`;

/** Locks the run alone. Undefined when it is gone (its customer was erased). To lock the customer too, use the function below. */
export async function lockRun(trx: Transaction, journeyRunId: string): Promise<LockedRun | undefined> {
  const [run] = await look<LockedRun>(trx, `select ${lockedRun} from journey_runs run where id = ? for no key update`, [
    journeyRunId,
  ]);
  return run;
}

/** How often a run may be found with another customer before the turn is deferred. */
const MOST_MOVES = 5;

/**
 * Locks the run's customer, then the run, in one statement: the order of all locks. The customer's lock is had before the
 * join gives a row, the run's is taken on what it gives; who waited reads the newest version of both. Undefined when
 * either is gone. A merge may move the run to another customer while we wait: then nothing is given, and it is tried again.
 */
export async function lockRunAndCustomer(
  trx: Transaction,
  journeyRunId: string,
): Promise<{ run: LockedRun; customer: Customer } | undefined> {
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const [both] = await look<LockedRun & { customer: Omit<Customer, 'id'> }>(
      trx,
      `with customer as (
         select id, traits, trait_times, created_at, consents from customers
         where id = (select customer_id from journey_runs where id = ?) for no key update)
       select ${lockedRun}, json_build_object('traits', customer.traits, 'traitTimes', customer.trait_times,
                'createdAt', floor(extract(epoch from customer.created_at) * 1000), 'consents', customer.consents) as customer
       from journey_runs run join customer on customer.id = run.customer_id
       where run.id = ? for no key update of run`,
      [journeyRunId, journeyRunId],
    );
    if (both) return { run: both, customer: { ...both.customer, id: both.customerId } };
    if (!(await lockRun(trx, journeyRunId))) return undefined;
  }
  throw new TemporaryFailure('run-moves', `run ${journeyRunId} was with another customer each time it was locked`);
}

export interface TurnCommit {
  readonly journeyRunId: string;
  readonly state: RunState;
  readonly consumed: number;
  /** Set where the run goes on in another version; `goal` where that one has another goal. */
  readonly movedTo?:
    | {
        readonly version: number;
        /** The end of its watch. `onlyWhile`: there is one only where a watch is still under way. */
        readonly goal?: { readonly until: number | undefined; readonly onlyWhile: boolean };
      }
    | undefined;
  readonly label: string;
  readonly dueAt: number | undefined;
  /** It took inputs or went on. A turn that found nothing to do leaves the due moment alone: the sweeper relies on that. */
  readonly moved: boolean;
  readonly ended: { readonly at: number; readonly reason: string } | undefined;
  readonly visits: readonly Visit[];
  /** The messages of jobs that it requested. */
  readonly messages: readonly NewMessage[];
  /** Messages that it took back before their first attempt, and by which rule. */
  readonly withdrawn: WithdrawnMessages;
}

/** Stores what a turn decided, in one statement. The run's lock is held. */
export async function commitTurn(trx: Transaction, turn: TurnCommit): Promise<void> {
  const { journeyRunId, state, consumed, label, dueAt, moved, ended, visits } = turn;
  if (turn.movedTo) await moveToVersion(trx, journeyRunId, turn.movedTo);
  const messages = messagesOfTurn(turn.messages, turn.withdrawn);
  const due = dueAt === undefined || ended ? null : timestamp(dueAt);
  await execute(
    trx,
    `with turned as (
       update journey_runs set turns = turns + 1, state = ?, consumed = ?, label = ?, ended_at = ?, end_reason = ?,
         due_at = case when ? then cast(? as timestamptz) else due_at end, swept = case when ? then 0 else swept end
       where id = ? returning id, workspace, customer_id, journey_id, observation, ended_at),
     asked as (${askedAgain('turned', 'ended_at')})${messages.sql}
     insert into run_visits (journey_run_id, visit, step_id, arrived_at, left_at, path)
     select ?, * from unnest(cast(? as integer[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as text[]))
     on conflict (journey_run_id, visit) do update set left_at = excluded.left_at, path = excluded.path`,
    [
      JSON.stringify(state),
      consumed,
      label,
      ended ? timestamp(ended.at) : null,
      ended?.reason ?? null,
      moved,
      due,
      moved,
      journeyRunId,
      ...messages.bindings,
      journeyRunId,
      visits.map(({ visit }) => visit),
      visits.map(({ step }) => step),
      visits.map(({ arrivedAt }) => timestamp(arrivedAt)),
      visits.map(({ leftAt }) => (leftAt === undefined ? null : timestamp(leftAt))),
      visits.map(({ path }) => path ?? null),
    ],
  );
}

async function moveToVersion(
  trx: Transaction,
  journeyRunId: string,
  { version, goal }: NonNullable<TurnCommit['movedTo']>,
): Promise<void> {
  await execute(
    trx,
    `update journey_runs set version = ?,
       goal_until = case when ? and (goal_until is not null or not ?) then cast(? as timestamptz) else goal_until end
     where id = ?`,
    [
      version,
      goal !== undefined,
      goal?.onlyWhile ?? false,
      goal?.until === undefined ? null : timestamp(goal.until),
      journeyRunId,
    ],
  );
}

/** Marks the run as stuck: it waits, visibly, until an operator resumes it. */
export async function markStuck(database: Database, journeyRunId: string, errorId: string): Promise<void> {
  await execute(
    database,
    `update journey_runs set stuck_at = coalesce(stuck_at, clock_timestamp()), stuck_error_id = ? where id = ? and ended_at is null`,
    [errorId, journeyRunId],
  );
}

/**
 * Takes the mark away, so that the next wake signal tries the turn again. False if the run is not stuck. A due moment
 * in the future stays: otherwise a turn that finds nothing to do would leave behind a run that looks overdue. A due moment
 * that has passed becomes now: the sweeper then waits its grace, and enqueues the run again if the wake signal is lost.
 */
export async function resumeRun(trx: Transaction, { id, workspace }: LockedRun): Promise<boolean> {
  const resumed = await rows<{ id: string }>(
    trx,
    `update journey_runs set stuck_at = null, stuck_error_id = null,
       due_at = case when due_at is not null then greatest(due_at, ${nowInWorkspace}) end
     where id = ? and stuck_at is not null and ended_at is null returning id`,
    [workspace, id],
  );
  return resumed.length > 0;
}
