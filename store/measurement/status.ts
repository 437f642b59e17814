import { workspaceClock } from '../database/clock.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { readWithin } from '../database/read-within.ts';
import { type ChannelAlarm, listAlarms } from '../messages/channel-alarms.ts';
import { type KillSwitchRow, listKillSwitches } from '../messages/kill-switches.ts';
import type { MessageState } from '../messages/messages.ts';
import { countUnknownMessages } from '../messages/unknown-messages.ts';
import { countUnservedMessages, type UnservedChannel } from '../messages/unserved-messages.ts';
import { countOpenRuns, type OpenRuns } from '../runs/open-run-counts.ts';
import { type Backlog, COUNTED_UP_TO, readBacklog } from './backlog.ts';
import { type Latencies, readLatencies } from './latencies.ts';
import { type LiveProcess, listLiveProcesses } from './processes.ts';

/** How a workspace stands, at a glance. Moments are epoch milliseconds; counts stop at COUNTED_UP_TO. */
export interface Status {
  /** By the one clock. */
  readonly now: number;
  readonly openRuns: OpenRuns;
  readonly backlog: Backlog;
  /** The runs that have been stuck for longest, five at most. */
  readonly stuckRuns: readonly {
    readonly id: string;
    readonly journey: string;
    readonly stuckAt: number;
    readonly errorId: string | null;
    readonly errorCode: string | null;
  }[];
  /** Messages that were requested in the last hour. */
  readonly messages: readonly { readonly channel: string; readonly state: MessageState; readonly messages: number }[];
  /** Messages whose last attempt failed and that are tried again, however old. */
  readonly retried: number;
  /** Messages without an outcome that wait for an operator's decision, however old. */
  readonly unknown: number;
  /** Channels whose provider refuses us. */
  readonly alarms: readonly ChannelAlarm[];
  /** Channels that no live worker serves, and the messages that wait there. */
  readonly unserved: readonly UnservedChannel[];
  /** What is stopped. */
  readonly killSwitches: readonly KillSwitchRow[];
  readonly events: { readonly lastMinute: number; readonly lastHour: number };
  readonly latencies: Latencies;
  /** Of all workspaces, the oldest first. */
  readonly processes: readonly Pick<LiveProcess, 'role' | 'version' | 'host' | 'since' | 'lastSeen'>[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Meant to be asked at any time, on tables of any size: windows are an hour at most and read by an index on time (events
 * by their key, messages by BRIN), backlogs by partial indexes, open runs by a sample once they are many. The time limit
 * is the last resort: no answer is better than a server that is busy with status queries.
 */
export async function readStatus(database: Database, workspace: string): Promise<Status> {
  const openRuns = await countOpenRuns(database, workspace);
  return readWithin(database, 10, async (trx) => {
    const now = await workspaceClock(trx, workspace).now();
    return {
      now,
      openRuns,
      backlog: await readBacklog(trx, workspace),
      stuckRuns: await listLongestStuck(trx, workspace),
      messages: await countMessages(trx, workspace, now - HOUR_MS),
      retried: await countRetried(trx, workspace),
      unknown: (await countUnknownMessages(trx, workspace, COUNTED_UP_TO)).messages,
      alarms: await listAlarms(trx, workspace),
      unserved: await countUnservedMessages(trx, workspace),
      killSwitches: await listKillSwitches(trx, workspace),
      events: {
        lastMinute: await countEvents(trx, workspace, now - MINUTE_MS),
        lastHour: await countEvents(trx, workspace, now - HOUR_MS),
      },
      latencies: await readLatencies(trx, workspace, now),
      processes: (await listLiveProcesses(trx)).map(({ role, version, host, since, lastSeen }) => ({
        role,
        version,
        host,
        since,
        lastSeen,
      })),
    };
  });
}

function listLongestStuck(trx: Transaction, workspace: string): Promise<Status['stuckRuns'][number][]> {
  return rows(
    trx,
    `select run.id, run.journey_id as journey, run.stuck_at as "stuckAt", run.stuck_error_id as "errorId", failure.code as "errorCode"
     from journey_runs run left join failures failure on failure.id = run.stuck_error_id
     where run.workspace = ? and run.stuck_at is not null and run.ended_at is null order by run.stuck_at limit 5`,
    [workspace],
  );
}

function countMessages(trx: Transaction, workspace: string, since: number): Promise<Status['messages'][number][]> {
  return rows(
    trx,
    `select channel, state, count(*) as messages from (
       select channel, state from messages where workspace = ? and created_at > ? limit ?) recent
     group by 1, 2 order by 1, 2`,
    [workspace, timestamp(since), COUNTED_UP_TO],
  );
}

async function countRetried(trx: Transaction, workspace: string): Promise<number> {
  const [found] = await rows<{ retried: number }>(
    trx,
    `select count(*) as retried from (
       select 1 from messages where workspace = ? and is_retried limit ?) message`,
    [workspace, COUNTED_UP_TO],
  );
  return found?.retried ?? 0;
}

async function countEvents(trx: Transaction, workspace: string, since: number): Promise<number> {
  const [found] = await rows<{ events: number }>(
    trx,
    `select count(*) as events from (select 1 from events where workspace = ? and accepted_at > ? limit ?) event`,
    [workspace, timestamp(since), COUNTED_UP_TO],
  );
  return found?.events ?? 0;
}
