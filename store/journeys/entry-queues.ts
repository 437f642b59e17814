import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { nowInWorkspace, nowOf } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction } from '../database/database.ts';
import { enqueueRuns, lanes } from '../outbox/outbox.ts';
import { appendInputs } from '../runs/run-inputs.ts';

/**
 * Runs that wait for room: their journey lets in only so many, and says that those beyond wait. `queued_at` of a run:
 *   set      it takes inputs as in a pause: exits and goals act, and no token is followed
 *   null     it was let in, in the order of entry, or it never waited
 */
export interface EntryQueue {
  readonly workspace: string;
  readonly journeyId: string;
  /** Observed runs wait apart. */
  readonly observation: string | null;
  /** The live definition; null: there is none. */
  readonly definition: JourneyDefinition | null;
  readonly state: 'paused' | 'draining' | 'resuming' | null;
  /** By the clock of the workspace. */
  readonly now: number;
}

const isQueued = 'queued_at is not null and ended_at is null and superseded_at is null';

/** The queues that hold somebody. Each costs a probe of an index for each journey. */
export async function listEntryQueues(database: Database): Promise<EntryQueue[]> {
  return rows<EntryQueue>(
    database,
    `select j.workspace, j.id as "journeyId", queue.observation, version.definition, state.state, ${nowOf('j.workspace')} as now
     from journeys j
     cross join lateral (
       select null::uuid as observation where exists (select 1 from journey_runs r
         where r.workspace = j.workspace and r.journey_id = j.id and r.observation is null and ${isQueued})
       union all
       select o.id from observations o where o.workspace = j.workspace and (o.journey_id is null or o.journey_id = j.id)
         and o.ended_at is null and exists (select 1 from journey_runs r
           where r.workspace = j.workspace and r.journey_id = j.id and r.observation = o.id and ${isQueued})) queue
     left join journey_versions version
       on version.workspace = j.workspace and version.journey_id = j.id and version.version = j.live_version
     left join journey_states state on state.workspace = j.workspace and state.journey_id = j.id
     order by j.workspace, j.id`,
    [],
  );
}

/** Journeys of these in which somebody waits. The holder of their counters (entry-counts.ts) lets in or adds to the queue. */
export async function findQueued(
  trx: Transaction,
  workspace: string,
  journeys: readonly { readonly journeyId: string; readonly observation: string | null }[],
): Promise<ReadonlySet<string>> {
  if (journeys.length === 0) return new Set();
  const found = await rows<{ journeyId: string }>(
    trx,
    `select asked.journey as "journeyId" from unnest(cast(? as text[]), cast(? as uuid[])) as asked (journey, observation)
     where exists (select 1 from journey_runs r where r.workspace = ? and r.journey_id = asked.journey
       and (r.observation = asked.observation or asked.observation is null and r.observation is null) and ${isQueued})`,
    [journeys.map(({ journeyId }) => journeyId), journeys.map(({ observation }) => observation), workspace],
  );
  return new Set(found.map(({ journeyId }) => journeyId));
}

export interface QueuedRun {
  readonly id: string;
  readonly queuedAt: number;
  readonly zone: string | null;
}

/** The next of a queue, locked; those whose lock somebody holds are passed over, and come with the next page. */
export async function lockQueued(
  trx: Transaction,
  { workspace, journeyId, observation }: EntryQueue,
  limit: number,
): Promise<QueuedRun[]> {
  return rows<QueuedRun>(
    trx,
    `select r.id, r.queued_at as "queuedAt", c.time_zone as zone from journey_runs r join customers c on c.id = r.customer_id
     where r.workspace = ? and r.journey_id = ? and r.observation ${observation === null ? 'is null' : '= cast(? as uuid)'} and ${isQueued}
     order by r.queued_at, r.id limit ? for no key update of r skip locked`,
    [workspace, journeyId, ...(observation === null ? [] : [observation]), limit],
  );
}

/** Lets these in: their waits begin now, and they take their turns in the bulk lane. They are locked. */
export async function letQueuedIn(
  trx: Transaction,
  { workspace, now }: EntryQueue,
  ids: readonly string[],
): Promise<void> {
  await leaveQueue(trx, workspace, ids);
  await appendInputs(
    trx,
    now,
    ids.map((journeyRunId) => ({ journeyRunId, kind: 'let-in' })),
  );
  await enqueueRuns(
    trx,
    [...ids].sort().map((journeyRunId) => ({ journeyRunId, label: 'there is room' })),
    lanes.bulk,
  );
}

/** These wait no longer, and exit. They are locked. */
export async function exitQueued(
  trx: Transaction,
  { workspace, now }: EntryQueue,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  await leaveQueue(trx, workspace, ids);
  await appendInputs(
    trx,
    now,
    ids.map((journeyRunId) => ({ journeyRunId, kind: 'operator-exit', reason })),
  );
  await enqueueRuns(
    trx,
    [...ids].sort().map((journeyRunId) => ({ journeyRunId, label: 'waits for room no longer' })),
    lanes.bulk,
  );
}

async function leaveQueue(trx: Transaction, workspace: string, ids: readonly string[]): Promise<void> {
  await execute(
    trx,
    `update journey_runs set queued_at = null, due_at = ${nowInWorkspace} where id = any(cast(? as uuid[]))`,
    [workspace, [...ids]],
  );
}

/** How many wait for room to enter a journey. */
export async function countQueued(database: Database, workspace: string, journeyId: string): Promise<number> {
  const [found] = await rows<{ queued: number }>(
    database,
    `select cast(count(*) as integer) as queued from journey_runs where workspace = ? and journey_id = ? and ${isQueued}`,
    [workspace, journeyId],
  );
  return found?.queued ?? 0;
}
