import { type Database, rows, type Transaction } from '../database/database.ts';

export interface OpenRuns {
  readonly total: number;
  /** The numbers are projected from a sample. */
  readonly estimated: boolean;
  readonly byVersion: readonly { readonly journey: string; readonly version: number; readonly runs: number }[];
}

/** Rows of journey_runs, open or not, that a sample reads. */
const SAMPLE = 100_000;

/**
 * Open runs by journey and version, counted while there are few. An index to count them by would cost each turn an entry
 * (a run's row moves with every turn), so from `exactUpTo` on a sample of pages is projected: it reads as much of 20
 * million runs as of one million. How many there are is known from the planner's statistics; a table that was never analysed is
 * counted.
 */
export async function countOpenRuns(
  database: Database | Transaction,
  workspace: string,
  { exactUpTo = 200_000, sample = SAMPLE }: { exactUpTo?: number; sample?: number } = {},
): Promise<OpenRuns> {
  const [known] = await rows<{ open: number; all: number }>(
    database,
    `select (select reltuples from pg_class where oid = cast('journey_runs_open' as regclass)) as open,
            (select reltuples from pg_class where oid = cast('journey_runs' as regclass)) as "all"`,
  );
  const estimated = known !== undefined && known.open > exactUpTo;
  const percent = estimated ? Math.min(100, (100 * sample) / known.all) : 100;
  const byVersion = await rows<OpenRuns['byVersion'][number]>(
    database,
    `select journey_id as journey, version, round(count(*) * 100 / cast(? as float8)) as runs
     from journey_runs ${estimated ? 'tablesample system (?)' : ''}
     where workspace = ? and ended_at is null group by 1, 2 order by 1, 2`,
    [percent, ...(estimated ? [percent] : []), workspace],
  );
  return { total: byVersion.reduce((sum, { runs }) => sum + runs, 0), estimated, byVersion };
}
