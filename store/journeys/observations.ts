import { newId } from '../../core/base/id.ts';
import { nowInWorkspace, nowOf } from '../database/clock.ts';
import { type Database, execute, inTransaction, rows, type Transaction } from '../database/database.ts';
import { enqueueRuns, lanes } from '../outbox/outbox.ts';
import { advanceCatalogVersion } from './journeys.ts';

/**
 * observations: times in which a journey, or all of a workspace, is observed. A run that begins meanwhile belongs to the
 * observation for good: nothing of it leaves, also after the end. States of an observed run:
 *   under way        ─its observation ends─▶ exits with the reason "observe-ended", by its next turn
 * A live run that is open when an observation begins waits as in a pause, and is released when it ends.
 */
interface Observation {
  readonly id: string;
  /** Null: of all journeys. */
  readonly journeyId: string | null;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
}

const columns = `id, journey_id as "journeyId", reason, begun_by as by, begun_at as since`;

/** That of the journey itself before that of the whole workspace. */
export async function findObservation(
  on: Database | Transaction,
  workspace: string,
  journeyId: string,
): Promise<Observation | undefined> {
  const [found] = await rows<Observation>(
    on,
    `select ${columns} from observations where workspace = ? and (journey_id = ? or journey_id is null) and ended_at is null
     order by journey_id nulls last limit 1`,
    [workspace, journeyId],
  );
  return found;
}

interface BeginObservation {
  readonly workspace: string;
  /** Undefined: all journeys. */
  readonly journeyId: string | undefined;
  readonly reason: string;
  readonly by: string;
}

/** False: it is under way already. The workspace is locked. The caller advances the catalog version. */
export async function beginObservation(
  trx: Transaction,
  { workspace, journeyId, reason, by }: BeginObservation,
): Promise<boolean> {
  const begun = await rows(
    trx,
    `insert into observations (id, workspace, journey_id, reason, begun_by, begun_at) values (?, ?, ?, ?, ?, ${nowInWorkspace})
     on conflict do nothing returning id`,
    [newId(), workspace, journeyId ?? null, reason, by, workspace],
  );
  return begun.length > 0;
}

/** False: none is under way. Its runs exit in the background. Live runs that waited for it are released at a rate. */
export async function endObservation(
  trx: Transaction,
  { workspace, journeyId, reason, by }: BeginObservation,
): Promise<boolean> {
  const ended = await rows(
    trx,
    `update observations set ended_at = ${nowInWorkspace}
     where workspace = ? and coalesce(journey_id, '') = ? and ended_at is null returning id`,
    [workspace, workspace, journeyId ?? ''],
  );
  if (ended.length === 0) return false;
  await execute(
    trx,
    `insert into journey_states (workspace, journey_id, state, reason, set_by, since)
     select distinct run.workspace, run.journey_id, 'resuming', ?, ?, ${nowInWorkspace} from journey_runs run
     where run.workspace = ? ${journeyId === undefined ? '' : 'and run.journey_id = ?'} and run.ended_at is null and run.observation is null
       and not exists (select 1 from observations o where o.workspace = run.workspace and o.ended_at is null
                       and (o.journey_id is null or o.journey_id = run.journey_id))
     on conflict do nothing`,
    [reason, by, workspace, workspace, ...(journeyId === undefined ? [] : [journeyId])],
  );
  return true;
}

/** The workspace's configuration says whether all is observed. */
export async function observeWorkspace(
  trx: Transaction,
  { workspace, on, by }: { readonly workspace: string; readonly on: boolean; readonly by: string },
): Promise<void> {
  const asked = { workspace, journeyId: undefined, reason: 'the configuration of the workspace', by };
  if (await (on ? beginObservation(trx, asked) : endObservation(trx, asked)))
    await advanceCatalogVersion(trx, workspace);
}

const AT_ONCE = 500;

/** Brings open runs of observations that have ended their last turn, in the bulk lane. Gives how many; a run that is stuck waits for an operator. */
export async function exitObservedRuns(database: Database): Promise<number> {
  return inTransaction(database, async (trx) => {
    const over = await rows<{ journeyRunId: string }>(
      trx,
      `select run.id as "journeyRunId" from observations o join journey_runs run on run.observation = o.id and run.ended_at is null
       where o.ended_at is not null and not o.is_drained and run.stuck_at is null
         and not exists (select 1 from outbox waiting where waiting.journey_run_id = run.id)
       limit ${AT_ONCE}`,
      [],
    );
    await enqueueRuns(
      trx,
      over.map(({ journeyRunId }) => ({ journeyRunId, label: 'the observation has ended' })),
      lanes.bulk,
    );
    if (over.length === 0) await noteDrained(trx);
    return over.length;
  });
}

/** An event that was accepted as the observation ended may open a run of it, for so long. */
const STRAGGLERS = `interval '10 minutes'`;

/** Ended observations without an open run are asked about no more. */
async function noteDrained(trx: Transaction): Promise<void> {
  await execute(
    trx,
    `update observations o set is_drained = true
     where ended_at is not null and not is_drained and ended_at < ${nowOf('o.workspace')} - ${STRAGGLERS}
       and not exists (select 1 from journey_runs run where run.observation = o.id and run.ended_at is null)`,
  );
}
