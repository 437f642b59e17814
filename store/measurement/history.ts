import { workspaceClock } from '../database/clock.ts';
import { type Database, rows, timestamp } from '../database/database.ts';
import { readWithin } from '../database/read-within.ts';
import type { MessageState } from '../messages/messages.ts';

/** What happened lately, in buckets of time. Read from the rows themselves: no turn and no intake counts for it. */
export interface History {
  /** When the newest bucket ends: it is not over yet. */
  readonly now: number;
  readonly bucketMs: number;
  /** Messages that were requested in the bucket, by their state now. Buckets without any are left out. */
  readonly messages: readonly {
    readonly at: number;
    readonly channel: string;
    readonly state: MessageState;
    readonly messages: number;
  }[];
  readonly events: readonly { readonly at: number; readonly events: number }[];
}

const MINUTE_MS = 60_000;

/** A day at most, in 60 to 144 buckets. The time limit is the last resort: no answer is better than a busy server. */
export async function readHistory(database: Database, workspace: string, minutes: number): Promise<History> {
  const bucketMs = minutes <= 120 ? MINUTE_MS : Math.ceil(minutes / 144) * MINUTE_MS;
  return readWithin(database, 10, async (trx) => {
    const now = await workspaceClock(trx, workspace).now();
    const since = timestamp(Math.floor((now - minutes * MINUTE_MS) / bucketMs) * bucketMs);
    const bucket = (column: string) => `date_bin(cast(? as interval), ${column}, timestamptz '2020-01-01 00:00:00Z')`;
    const width = `${bucketMs / MINUTE_MS} minutes`;
    const messages = await rows<History['messages'][number]>(
      trx,
      `select ${bucket('created_at')} as at, channel, state, count(*) as messages from messages
       where workspace = ? and created_at >= ? group by 1, 2, 3 order by 1, 2, 3`,
      [width, workspace, since],
    );
    const events = await rows<History['events'][number]>(
      trx,
      `select ${bucket('accepted_at')} as at, count(*) as events from events
       where workspace = ? and accepted_at >= ? group by 1 order by 1`,
      [width, workspace, since],
    );
    return { now, bucketMs, messages, events };
  });
}
