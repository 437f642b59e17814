import { type Database, execute, executeAlone, rows, type Transaction } from './database.ts';

/**
 * The dispatch list: runs that have something new for Temporal (a transactional outbox). A row is there or not;
 * `generation` comes from a sequence that never restarts. Taking is a lease in a short transaction of its own, never a
 * lock held over a call to Temporal: intake rings these rows and must not wait. A ring ends the lease, so a ring is
 * never late; done deletes only at the generation that was taken, so a ring that came meanwhile stays.
 *   absent ─ring─▶ waiting ─take─▶ leased ─done─▶ absent;  leased ─ring or lease over─▶ waiting
 * Trade-off: a dispatcher that dies after its call and before `done` rings a run twice, which costs an empty turn.
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
       set generation = nextval('dispatch_generation'), leased_until = '-infinity',
           lane = least(dispatch.lane, excluded.lane), label = excluded.label`,
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
  readonly ended: boolean;
}

/** Leases up to `limit` rows, live ones first. Rows of runs that are gone are taken away here. */
export async function takeRings(
  database: Database,
  { limit, leaseMs, lane }: { limit: number; leaseMs: number; lane: Lane },
): Promise<TakenRing[]> {
  const taken = await rows<TakenRing & { gone: boolean }>(
    database,
    `with taken as (
       update dispatch set leased_until = clock_timestamp() + ? * interval '1 millisecond'
       where journey_run_id in (
         select journey_run_id from dispatch
         where lane = ? and leased_until < clock_timestamp()
         order by generation limit ? for update skip locked)
       returning journey_run_id, generation, lane, label)
     select taken.journey_run_id as "journeyRunId", taken.generation, taken.lane, taken.label,
            run.workspace, run.customer_id as "customerId", run.journey_id as "journeyId", run.version,
            run.consumed > 0 as started, run.ended_at is not null as ended, run.id is null as gone
     from taken left join journey_runs run on run.id = taken.journey_run_id
     order by taken.generation`,
    [leaseMs, lane, limit],
  );
  const idle = taken.filter(({ gone, ended }) => gone || ended);
  await forgetRings(database, idle);
  return taken.filter((ring) => !idle.includes(ring));
}

/** Takes rows off the list, each only at the generation that was taken. Rings lock in another order: a collision is tried again. */
export async function forgetRings(
  database: Database,
  done: readonly Pick<TakenRing, 'journeyRunId' | 'generation'>[],
): Promise<void> {
  if (done.length === 0) return;
  await executeAlone(
    database,
    `delete from dispatch using unnest(cast(? as uuid[]), cast(? as bigint[])) as done (id, generation)
     where dispatch.journey_run_id = done.id and dispatch.generation = done.generation`,
    [done.map(({ journeyRunId }) => journeyRunId), done.map(({ generation }) => generation)],
  );
}

/** Gives rows back that could not be told, to be taken again after a pause; a ring that came meanwhile is not delayed. */
export async function postponeRings(
  database: Database,
  untold: readonly Pick<TakenRing, 'journeyRunId' | 'generation'>[],
  pauseMs: number,
): Promise<void> {
  if (untold.length === 0) return;
  await executeAlone(
    database,
    `update dispatch set leased_until = clock_timestamp() + ? * interval '1 millisecond'
     from unnest(cast(? as uuid[]), cast(? as bigint[])) as untold (id, generation)
     where dispatch.journey_run_id = untold.id and dispatch.generation = untold.generation`,
    [pauseMs, untold.map(({ journeyRunId }) => journeyRunId), untold.map(({ generation }) => generation)],
  );
}
