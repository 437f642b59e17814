import { workspaceClock } from '../database/clock.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { servedAs, servedChannels } from '../measurement/processes.ts';
import { SWEEP_GRACE_MS } from '../runs/overdue.ts';

/**
 * Messages that wait for a worker, while no live worker has a provider for their channel. Nobody hears of such a job: it
 * waits in Temporal, or is tried again there. Their runs are overdue, so they are found by the indexes on overdue runs; a million runs that wait
 * cost as much as a thousand. Looked at are so many runs of each index.
 */
const MOST_RUNS = 10_000;

/** States in which a message waits for an attempt. One that may have arrived is not given up here. */
const waits = `message.state in ('requested', 'deferred', 'failed-temporarily') and not message.in_doubt`;
/** As workers name it in `processes`. */
const channel = servedAs('message.channel');

const unserved = `
  with served as materialized (select ${servedChannels} as channels),
  late as materialized (
    (select id from journey_runs
     where workspace = ? and ended_at is null and stuck_at is null and due_at < ? order by due_at limit ${MOST_RUNS})
    union
    (select id from journey_runs
     where workspace = ? and ended_at is null and stuck_at is null and swept > 0 limit ${MOST_RUNS})),
  unserved as (
    select message.id, message.journey_run_id, message.visit, message.channel, message.updated_at
    from late join messages message on message.journey_run_id = late.id, served
    where ${waits} and not ${channel} = any(served.channels))`;

const parametersOf = (workspace: string, now: number) => [workspace, timestamp(now - SWEEP_GRACE_MS), workspace];

export interface UnservedChannel {
  readonly channel: string;
  readonly messages: number;
  /** When the oldest of them last moved. */
  readonly since: number;
}

/** By channel, the one that has waited for longest first. */
export async function countUnservedMessages(trx: Transaction, workspace: string): Promise<UnservedChannel[]> {
  const now = await workspaceClock(trx, workspace).now();
  return rows<UnservedChannel>(
    trx,
    `${unserved} select channel, count(*) as messages, min(updated_at) as since from unserved group by 1 order by 3, 1 limit 100`,
    parametersOf(workspace, now),
  );
}

export interface UnservedMessage {
  readonly messageId: string;
  readonly journeyRunId: string;
  readonly visit: number;
}

/** Those that have waited for longer than `afterMs`. */
export async function listUnservedMessages(
  database: Database,
  { workspace, afterMs, limit }: { workspace: string; afterMs: number; limit: number },
): Promise<UnservedMessage[]> {
  const now = await workspaceClock(database, workspace).now();
  return rows<UnservedMessage>(
    database,
    `${unserved} select id as "messageId", journey_run_id as "journeyRunId", visit from unserved
     where updated_at < ? order by updated_at limit ?`,
    [...parametersOf(workspace, now), timestamp(now - afterMs), limit],
  );
}

/** Locks the message, if it still waits and no worker has come. The locks of its customer and run are held. Gives its channel. */
export async function lockUnservedMessage(trx: Transaction, messageId: string): Promise<string | undefined> {
  const [found] = await rows<{ channel: string }>(
    trx,
    `select channel from messages message
     where id = ? and ${waits} and not ${channel} = any(cast(${servedChannels} as text[])) for update of message`,
    [messageId],
  );
  return found?.channel;
}
