import { workspaceClock } from '../database/clock.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { readWithin } from '../database/read-within.ts';
import { type ChannelAlarm, listAlarms } from '../messages/channel-alarms.ts';
import { countStoppedMessages, type KillSwitchRow, listKillSwitches } from '../messages/kill-switches.ts';
import { countUnknownMessages } from '../messages/unknown-messages.ts';
import { countUnservedMessages, type UnservedChannel } from '../messages/unserved-messages.ts';
import { COUNTED_UP_TO, readBacklog } from './backlog.ts';

/** What needs somebody, each with since when and how many. Counts stop at COUNTED_UP_TO. */
export interface Attention {
  readonly now: number;
  /** Stuck runs by cause, the most first. */
  readonly stuck: readonly {
    /** The code of the failure; null: none is known. */
    readonly cause: string | null;
    readonly runs: number;
    readonly since: number;
    readonly journeys: readonly string[];
  }[];
  readonly overdue: number;
  readonly failing: readonly ChannelAlarm[];
  readonly unserved: readonly UnservedChannel[];
  readonly unknown: { readonly messages: number; readonly since: number | null };
  readonly killSwitches: readonly KillSwitchRow[];
  /** Messages that wait for a switch to be lifted. */
  readonly stopped: number;
  /** Events that came in the same hour of yesterday, and not in the last hour. */
  readonly silent: readonly { readonly event: string; readonly yesterday: number }[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Fewer in an hour may stay away by chance. */
const REGULAR = 20;

export async function readAttention(database: Database, workspace: string): Promise<Attention> {
  return readWithin(database, 10, async (trx) => {
    const now = await workspaceClock(trx, workspace).now();
    return {
      now,
      stuck: await countStuckByCause(trx, workspace),
      overdue: (await readBacklog(trx, workspace)).overdue,
      failing: await listAlarms(trx, workspace),
      unserved: await countUnservedMessages(trx, workspace),
      unknown: await countUnknownMessages(trx, workspace, COUNTED_UP_TO),
      killSwitches: await listKillSwitches(trx, workspace),
      stopped: await countStoppedMessages(trx, workspace, COUNTED_UP_TO),
      silent: await findSilentEvents(trx, workspace, now),
    };
  });
}

function countStuckByCause(trx: Transaction, workspace: string): Promise<Attention['stuck'][number][]> {
  return rows(
    trx,
    `select cause, count(*) as runs, min(stuck_at) as since, (array_agg(distinct journey_id))[1:5] as journeys from (
       select failure.code as cause, run.stuck_at, run.journey_id from journey_runs run
       left join failures failure on failure.id = run.stuck_error_id
       where run.workspace = ? and run.stuck_at is not null and run.ended_at is null limit ?) stuck
     group by cause order by 2 desc, 1`,
    [workspace, COUNTED_UP_TO],
  );
}

/** Reads no more than so many events of each hour; where the last one has more, nothing is called silent. */
async function findSilentEvents(trx: Transaction, workspace: string, now: number): Promise<Attention['silent']> {
  const recent = await countByName(trx, workspace, now - HOUR_MS, now);
  if (recent.reduce((sum, { events }) => sum + events, 0) >= COUNTED_UP_TO) return [];
  const before = await countByName(trx, workspace, now - DAY_MS - HOUR_MS, now - DAY_MS);
  const heard = new Set(recent.map(({ event }) => event));
  return before
    .filter(({ event, events }) => events >= REGULAR && !heard.has(event))
    .map(({ event, events }) => ({ event, yesterday: events }));
}

function countByName(
  trx: Transaction,
  workspace: string,
  from: number,
  to: number,
): Promise<{ readonly event: string; readonly events: number }[]> {
  return rows(
    trx,
    `select event, count(*) as events from (
       select case when type = 'track' then name else type end as event from events
       where workspace = ? and accepted_at > ? and accepted_at <= ? limit ?) counted
     group by 1 order by 2 desc`,
    [workspace, timestamp(from), timestamp(to), COUNTED_UP_TO],
  );
}
