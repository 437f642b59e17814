import { type Database, execute, executeAlone, rows, type Transaction } from '../database/database.ts';

/**
 * The transactional outbox: runs that need a turn. Intake, operators and the sweeper enqueue a run; the dispatcher leases
 * rows and notifies Temporal (start or signal); the turn removes its run's row, in its own transaction. A notification that
 * is lost on any part of its way is therefore sent again, and the dispatcher knows how many notified runs have had no turn.
 *   absent    enqueue                  ▶ waiting
 *   waiting   lease                    ▶ leased
 *   leased    enqueue, or lease over   ▶ waiting
 *   any       turn                     ▶ absent
 * Leasing is a short transaction of its own: no lock is held over a call to Temporal, so enqueueing never waits for one.
 * Enqueueing ends a lease, so it is never late; a row that is waiting already keeps its place. `generation` comes from a
 * sequence that never restarts. Rows are leased in its order, and postponed only at the generation that was leased. The
 * lease doubles with each attempt that no turn followed (15 s, 30 s, … 8 min): runs that can't move cost little.
 * Trade-off: a run that is enqueued between notification and turn is notified again, which may cost an empty turn.
 */
export const lanes = { live: 0, bulk: 1 } as const;
export type Lane = (typeof lanes)[keyof typeof lanes];

/** The channel of the NOTIFY that accompanies an enqueue: a hint, sent at commit. */
export const OUTBOX_CHANNEL = 'throughline_outbox';

export interface OutboxEntry {
  readonly journeyRunId: string;
  /** Input kind and event name, for Temporal's UI; never a value of the customer's. */
  readonly label: string;
}

export async function enqueueRuns(
  trx: Transaction | Database,
  entries: readonly OutboxEntry[],
  lane: Lane,
): Promise<void> {
  if (entries.length === 0) return;
  await execute(
    trx,
    `insert into outbox (journey_run_id, lane, label)
     select id, ?, left(label, 200) from unnest(cast(? as uuid[]), cast(? as text[])) as entry (id, label)
     order by id                                 -- one order for all: two writers can't deadlock
     on conflict (journey_run_id) do update
       set generation = case when outbox.leased_until = '-infinity' then outbox.generation else nextval('outbox_generation') end,
           leased_until = '-infinity',
           lane = least(outbox.lane, excluded.lane), label = excluded.label, attempts = 0`,
    [lane, entries.map(({ journeyRunId }) => journeyRunId), entries.map(({ label }) => label)],
  );
  await execute(trx, `select pg_notify('${OUTBOX_CHANNEL}', '')`);
}

/** A leased row, with what a workflow's start needs to know of its run. */
export interface LeasedEntry {
  readonly journeyRunId: string;
  readonly generation: number;
  readonly lane: Lane;
  readonly label: string;
  readonly workspace: string;
  readonly customerId: string;
  readonly journeyId: string;
  readonly version: number;
  /** A turn has taken inputs before: a workflow was started, so a signal is tried first. */
  readonly started: boolean;
  /** How often Temporal was notified since the run was enqueued, this time included. */
  readonly attempts: number;
}

/** The lease doubles so many times at most. */
const MOST_DOUBLINGS = 5;

/**
 * Leases up to `limit` rows, the oldest first. Rows of runs that have ended or are gone are removed here. (Rejected: `where
 * id in (select … limit …)`. PostgreSQL may run that subquery again for each row of the outbox and skip what it has just
 * locked, and so lease all of them. It did so after the outbox had been analyzed while empty: a worker notified Temporal of
 * 10,000 runs at once and did nothing else for six minutes.)
 *
 * The commit does not wait for the disk: a lease that PostgreSQL loses in a crash is a row that is leased again.
 */
export async function leaseEntries(
  database: Database,
  { limit, leaseMs, lane }: { limit: number; leaseMs: number; lane: Lane },
): Promise<LeasedEntry[]> {
  const leased = await rows<LeasedEntry & { idle: boolean }>(
    database,
    `with no_wait as materialized (select set_config('synchronous_commit', 'off', true)),
     head as materialized (                       -- found once: see above
       select journey_run_id from outbox
       where lane = ? and leased_until < clock_timestamp()
       order by generation limit ? for update skip locked),
     leased as (
       update outbox set attempts = least(attempts + 1, ?),
         leased_until = clock_timestamp() + ? * power(2, attempts) * interval '1 millisecond'
       from head, no_wait where outbox.journey_run_id = head.journey_run_id
       returning outbox.journey_run_id, generation, lane, label, attempts)
     select leased.journey_run_id as "journeyRunId", leased.generation, leased.lane, leased.label, leased.attempts,
            run.workspace, run.customer_id as "customerId", run.journey_id as "journeyId", run.version,
            run.consumed > 0 as started, run.id is null or run.ended_at is not null as idle
     from leased left join journey_runs run on run.id = leased.journey_run_id
     order by leased.generation`,
    [lane, limit, MOST_DOUBLINGS, leaseMs],
  );
  const idle = leased.filter((entry) => entry.idle);
  if (idle.length > 0) {
    const ids = idle.map(({ journeyRunId }) => journeyRunId);
    await executeAlone(database, `delete from outbox where journey_run_id = any(cast(? as uuid[]))`, [ids]);
  }
  return leased.filter((entry) => !entry.idle);
}

/**
 * Removes a run whose turn is being taken. The caller holds the run's lock and has not read its inputs yet: whatever was
 * enqueued before is then among them, and a later enqueue waits for this transaction's end and inserts a new row.
 */
export async function removeFromOutbox(trx: Transaction, journeyRunId: string): Promise<void> {
  await execute(trx, `delete from outbox where journey_run_id = ?`, [journeyRunId]);
}

/** Which of these runs have had no turn since their notification, and were not enqueued again. */
export async function findUnturned(
  database: Database,
  notified: readonly Pick<LeasedEntry, 'journeyRunId' | 'generation'>[],
): Promise<Set<string>> {
  if (notified.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    database,
    `select journey_run_id as id from outbox
     join unnest(cast(? as uuid[]), cast(? as bigint[])) as notified (id, generation) on journey_run_id = notified.id
     where outbox.generation = notified.generation`,
    [notified.map(({ journeyRunId }) => journeyRunId), notified.map(({ generation }) => generation)],
  );
  return new Set(found.map(({ id }) => id));
}

/** Returns a row whose notification failed, to be leased again after a pause. A run that was enqueued meanwhile is not delayed. */
export async function postponeEntry(
  database: Database,
  { journeyRunId, generation }: LeasedEntry,
  pauseMs: number,
): Promise<void> {
  await executeAlone(
    database,
    `update outbox set leased_until = clock_timestamp() + ? * interval '1 millisecond', attempts = greatest(attempts - 1, 0)
     where journey_run_id = ? and generation = ?`,
    [pauseMs, journeyRunId, generation],
  );
}
