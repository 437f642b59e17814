import { type Database, execute, rows, type Transaction } from '../database/database.ts';

export interface EntryCount {
  readonly journeyId: string;
  readonly period: string;
  readonly entered: number;
}

/** Locks the counters of these periods and reads them; one that is not there begins with 0. Their holder lets customers in. */
export async function lockEntryCounts(
  trx: Transaction,
  workspace: string,
  periods: readonly Omit<EntryCount, 'entered'>[],
): Promise<EntryCount[]> {
  return rows<EntryCount>(
    trx,
    `insert into entry_counts (workspace, journey_id, period, entered)
     select ?, journey, period, 0 from unnest(cast(? as text[]), cast(? as text[])) as wanted (journey, period)
     order by journey, period
     on conflict (workspace, journey_id, period) do update set entered = entry_counts.entered
     returning journey_id as "journeyId", period, cast(entered as float8) as entered`,
    [workspace, periods.map(({ journeyId }) => journeyId), periods.map(({ period }) => period)],
  );
}

/** Counts runs that began. */
export async function addEntryCounts(
  trx: Transaction,
  workspace: string,
  counts: readonly EntryCount[],
): Promise<void> {
  if (counts.length === 0) return;
  await execute(
    trx,
    `update entry_counts stored set entered = stored.entered + more.entered
     from unnest(cast(? as text[]), cast(? as text[]), cast(? as bigint[])) as more (journey, period, entered)
     where stored.workspace = ? and stored.journey_id = more.journey and stored.period = more.period`,
    [
      counts.map(({ journeyId }) => journeyId),
      counts.map(({ period }) => period),
      counts.map(({ entered }) => entered),
      workspace,
    ],
  );
}

/** Hours and days that are over for long are forgotten. */
export async function deleteOldEntryCounts(database: Database): Promise<void> {
  await execute(
    database,
    `delete from entry_counts where period ~ '^(hour|day) ' and substr(period, strpos(period, ' ') + 1, 10) <
       to_char(clock_timestamp() at time zone 'UTC' - interval '400 days', 'YYYY-MM-DD')`,
    [],
  );
}
