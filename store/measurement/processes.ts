import type { Kinds } from '../../core/journey/kinds.ts';
import { type Database, execute, executeAlone, rows, type Transaction } from '../database/database.ts';

/**
 * Heartbeats: each API and worker process writes its row at its start and every ten seconds, and removes it at a clean
 * stop. The row says which kinds (step types, entries, channels, …) the process knows: a definition that uses another one
 * is not published while the process is live.
 */
export type ProcessRole = 'api' | 'worker';

export interface ProcessDescription {
  readonly id: string;
  readonly role: ProcessRole;
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  readonly kinds: Kinds;
  /** Of a worker: the channels that have a provider there, as the keys of `Channels`: "email", "webhook:". */
  readonly channels?: readonly string[] | undefined;
}

export interface LiveProcess extends ProcessDescription {
  /** When it started, in epoch milliseconds. */
  readonly since: number;
  /** When its last heartbeat was. */
  readonly lastSeen: number;
}

export const HEARTBEAT_MS = 10_000;
/** A process whose last heartbeat is older counts as dead: two may be lost or late. */
const LIVE_FOR = `interval '30 seconds'`;
/** More rows are ignored: no fleet is larger, and a publish must stay fast. */
const MOST_PROCESSES = 1_000;

/** The whole row each time, so that it comes back after somebody removed it. */
export async function writeHeartbeat(database: Database, process: ProcessDescription): Promise<void> {
  const { id, role, version, host, pid, kinds, channels } = process;
  await executeAlone(
    database,
    `insert into processes (id, role, version, host, pid, kinds, channels, started_at, seen_at)
     values (?, ?, ?, ?, ?, ?, cast(? as text[]), clock_timestamp(), clock_timestamp())
     on conflict (id) do update set seen_at = clock_timestamp()`,
    [id, role, version, host, pid, JSON.stringify(kinds), channels ? [...channels] : null],
  );
}

export async function removeProcess(database: Database, id: string): Promise<void> {
  await execute(database, `delete from processes where id = ?`, [id]);
}

/** The live processes, the oldest first. */
export async function listLiveProcesses(database: Database | Transaction): Promise<LiveProcess[]> {
  return rows<LiveProcess>(
    database,
    `select id, role, version, host, pid, kinds, started_at as since, seen_at as "lastSeen" from processes
     where seen_at > clock_timestamp() - ${LIVE_FOR} order by started_at, id limit ?`,
    [MOST_PROCESSES],
  );
}

/** A query: the channels that have a provider in some live worker. */
export const servedChannels = `(select coalesce(array_agg(distinct channel), '{}') from processes, unnest(channels) as channel
  where seen_at > clock_timestamp() - ${LIVE_FOR})`;

/** SQL for what `channels` of a process name a channel by, as `keyOfChannel` does: all with a name share one. */
export const servedAs = (channel: string) => `regexp_replace(${channel}, ':.*', ':')`;

/** Removes processes that died without a clean stop. */
export async function forgetDeadProcesses(database: Database): Promise<void> {
  await execute(database, `delete from processes where seen_at < clock_timestamp() - ${LIVE_FOR}`);
}
