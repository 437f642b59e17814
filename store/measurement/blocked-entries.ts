import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

export interface BlockedEntryCount {
  readonly workspace: string;
  readonly journeyId: string;
  /** The beginning of the hour in which they came. */
  readonly hour: number;
  readonly reason: string;
  readonly entries: number;
}

const KEPT_DAYS = 90;

/** Adds to what other processes have counted. In the order of the key, so that two of them never wait for each other. */
export async function addBlockedEntries(database: Database, counts: readonly BlockedEntryCount[]): Promise<void> {
  await execute(
    database,
    `insert into blocked_entries (workspace, journey_id, hour, reason, entries)
     select * from unnest(cast(? as text[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as text[]), cast(? as bigint[]))
       as new (workspace, journey_id, hour, reason, entries) order by 1, 2, 3, 4
     on conflict (workspace, journey_id, hour, reason) do update set entries = blocked_entries.entries + excluded.entries`,
    [
      counts.map(({ workspace }) => workspace),
      counts.map(({ journeyId }) => journeyId),
      counts.map(({ hour }) => timestamp(hour)),
      counts.map(({ reason }) => reason),
      counts.map(({ entries }) => entries),
    ],
  );
}

/** By reason, the most first. Hours are counted whole: from the one in which `since` lies; undefined: all that are kept. */
export async function countBlockedEntries(
  database: Database,
  { workspace, journeyId, since }: { workspace: string; journeyId: string; since: number | undefined },
): Promise<{ readonly reason: string; readonly entries: number }[]> {
  return rows(
    database,
    `select reason, cast(sum(entries) as bigint) as entries from blocked_entries
     where workspace = ? and journey_id = ? and hour > cast(? as timestamptz) - interval '1 hour' group by 1 order by 2 desc, 1`,
    [workspace, journeyId, since === undefined ? '-infinity' : timestamp(since)],
  );
}

export async function forgetOldBlockedEntries(trx: Transaction): Promise<void> {
  await execute(trx, `delete from blocked_entries where hour < now() - interval '${KEPT_DAYS} days'`);
}
