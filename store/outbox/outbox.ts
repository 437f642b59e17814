import { type Database, execute, executeAlone, rows, type Transaction } from '../database/database.ts';

/**
 * The dispatch list: runs for which a turn is to be taken (a transactional outbox). Intake, operators and the sweeper
 * ring a run onto it; the dispatcher leases rows and tells Temporal; the turn itself takes its run off, in its own
 * transaction. So that Temporal was told is not the end of it: a ring that gets lost on any part of its way is told again,
 * and how many were told and have not had their turn is known (the dispatcher tells no more than the workers can do).
 *   absent ─ring─▶ waiting ─take─▶ leased ─turn─▶ absent;  leased ─ring or lease over─▶ waiting ─turn─▶ absent
 * Taking is a short transaction of its own, never a lock held over a call to Temporal: intake rings these rows and must not
 * wait. A ring ends the lease, so a ring is never late; one that meets a waiting row leaves it its place. `generation` comes
 * from a sequence that never restarts; rows are taken in its order, and put off only at the generation that was taken. The
 * lease doubles with each telling that no turn followed (15 s, 30 s, … 8 min): runs that can't move are told seldom.
 * Trade-off: a ring that comes between telling and turn is told by itself, and may cost an empty turn.
 */
export const lanes = { live: 0, bulk: 1 } as const;
export type Lane = (typeof lanes)[keyof typeof lanes];

/** The channel of the NOTIFY that accompanies a ring: a hint, sent at commit. */
export const DISPATCH_CHANNEL = 'throughline_dispatch';

export interface Ring {
  readonly journeyRunId: string;
  /** Input kind and event name, for Temporal's UI; never a value of the customer's. */
  readonly label: string;
}

export async function ringRuns(trx: Transaction | Database, rings: readonly Ring[], lane: Lane): Promise<void> {
  if (rings.length === 0) return;
  await execute(
    trx,
    `insert into dispatch (journey_run_id, lane, label)
     select id, ?, left(label, 200) from unnest(cast(? as uuid[]), cast(? as text[])) as ring (id, label)
     order by id                                 -- one order for all: no deadlock between two ringers
     on conflict (journey_run_id) do update
       set generation = case when dispatch.leased_until = '-infinity' then dispatch.generation else nextval('dispatch_generation') end,
           leased_until = '-infinity',
           lane = least(dispatch.lane, excluded.lane), label = excluded.label, tellings = 0`,
    [lane, rings.map(({ journeyRunId }) => journeyRunId), rings.map(({ label }) => label)],
  );
  await execute(trx, `select pg_notify('${DISPATCH_CHANNEL}', '')`);
}

/** A row that was taken, with what a start needs to know of its run. */
export interface TakenRing {
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
  /** How often Temporal was told since the run was rung, this time included. */
  readonly tellings: number;
}

/** The lease doubles so many times at most. */
const MOST_DOUBLINGS = 5;

/**
 * Leases up to `limit` rows, the oldest first. Rows of runs that have ended or are gone are taken away here. (As `where id
 * in (select … limit …)`, which stood here, PostgreSQL may look for the head anew for each row of the list, skip what it has
 * just locked, and so take them all: it did, once the list had been analyzed while it was empty. A worker then told
 * Temporal of 10,000 runs at once and did nothing else for six minutes.)
 */
export async function takeRings(
  database: Database,
  { limit, leaseMs, lane }: { limit: number; leaseMs: number; lane: Lane },
): Promise<TakenRing[]> {
  const taken = await rows<TakenRing & { idle: boolean }>(
    database,
    `with head as materialized (                  -- found once: see above
       select journey_run_id from dispatch
       where lane = ? and leased_until < clock_timestamp()
       order by generation limit ? for update skip locked),
     taken as (
       update dispatch set tellings = least(tellings + 1, ?),
         leased_until = clock_timestamp() + ? * power(2, tellings) * interval '1 millisecond'
       from head where dispatch.journey_run_id = head.journey_run_id
       returning dispatch.journey_run_id, generation, lane, label, tellings)
     select taken.journey_run_id as "journeyRunId", taken.generation, taken.lane, taken.label, taken.tellings,
            run.workspace, run.customer_id as "customerId", run.journey_id as "journeyId", run.version,
            run.consumed > 0 as started, run.id is null or run.ended_at is not null as idle
     from taken left join journey_runs run on run.id = taken.journey_run_id
     order by taken.generation`,
    [lane, limit, MOST_DOUBLINGS, leaseMs],
  );
  const idle = taken.filter((ring) => ring.idle);
  if (idle.length > 0) {
    const ids = idle.map(({ journeyRunId }) => journeyRunId);
    await executeAlone(database, `delete from dispatch where journey_run_id = any(cast(? as uuid[]))`, [ids]);
  }
  return taken.filter((ring) => !ring.idle);
}

/**
 * The run's turn is being taken: off the list. To be sent with the run's lock held and before its inputs are read: what
 * was rung before is then among them, and who rings from now on waits for this transaction's end and rings anew.
 */
export async function takeOff(trx: Transaction, journeyRunId: string): Promise<void> {
  await execute(trx, `delete from dispatch where journey_run_id = ?`, [journeyRunId]);
}

/** Which of these runs have not had the turn that they were told for, nor been rung again since. */
export async function findUnturned(
  database: Database,
  told: readonly Pick<TakenRing, 'journeyRunId' | 'generation'>[],
): Promise<Set<string>> {
  if (told.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    database,
    `select journey_run_id as id from dispatch
     join unnest(cast(? as uuid[]), cast(? as bigint[])) as told (id, generation) on journey_run_id = told.id
     where dispatch.generation = told.generation`,
    [told.map(({ journeyRunId }) => journeyRunId), told.map(({ generation }) => generation)],
  );
  return new Set(found.map(({ id }) => id));
}

/** Gives a row back that could not be told, to be taken again after a pause; a ring that came meanwhile is not delayed. */
export async function postponeRing(
  database: Database,
  { journeyRunId, generation }: TakenRing,
  pauseMs: number,
): Promise<void> {
  await executeAlone(
    database,
    `update dispatch set leased_until = clock_timestamp() + ? * interval '1 millisecond', tellings = greatest(tellings - 1, 0)
     where journey_run_id = ? and generation = ?`,
    [pauseMs, journeyRunId, generation],
  );
}
