import { type Database, rows, type Transaction } from '../database/database.ts';
import { readWithin } from '../database/read-within.ts';
import { createRefreshedCache } from '../database/refreshed-cache.ts';

export interface OpenRuns {
  readonly total: number;
  /** The numbers are projected from a sample. */
  readonly estimated: boolean;
  readonly byVersion: readonly { readonly journey: string; readonly version: number; readonly runs: number }[];
}

/** Rows of journey_runs, open or not, that a sample reads. */
const SAMPLE = 40_000;
const TIME_LIMIT_SECONDS = 4;

/** Samples alone: what is counted is never old. */
const samples = createRefreshedCache<OpenRuns>(({ estimated }) => estimated);

/**
 * Open runs by journey and version, counted while there are few. An index to count them by would cost each turn an entry
 * (a run's row moves with every turn), so from `exactUpTo` on a sample of pages is projected: it reads as much of 20
 * million runs as of one million. Such an answer is some seconds old. How many there are is known from the planner's
 * statistics; a table that was never analysed is counted.
 */
export async function countOpenRuns(
  database: Database,
  workspace: string,
  { exactUpTo = 20_000, sample = SAMPLE }: { exactUpTo?: number; sample?: number } = {},
): Promise<OpenRuns> {
  return samples(database, workspace, () =>
    readWithin(database, TIME_LIMIT_SECONDS, (trx) => readOpenRuns(trx, workspace, exactUpTo, sample)),
  );
}

async function readOpenRuns(trx: Transaction, workspace: string, exactUpTo: number, sample: number): Promise<OpenRuns> {
  const [known] = await rows<{ open: number; all: number }>(
    trx,
    `select (select reltuples from pg_class where oid = cast('journey_runs_open' as regclass)) as open,
            (select reltuples from pg_class where oid = cast('journey_runs' as regclass)) as "all"`,
  );
  const estimated = known !== undefined && known.open > exactUpTo;
  const percent = estimated ? Math.min(100, (100 * sample) / known.all) : 100;
  const projected = `select journey_id as journey, version, round(count(*) * 100 / cast(? as float8)) as runs
     from journey_runs tablesample system (?) where workspace = ? and ended_at is null group by 1, 2 order by 1, 2`;
  // Each half is the predicate of a partial index, so that no ended run is read.
  const counted = `select journey_id as journey, version, count(*) as runs from (
       select journey_id, version from journey_runs where workspace = ? and ended_at is null and stuck_at is null
       union all
       select journey_id, version from journey_runs where workspace = ? and stuck_at is not null and ended_at is null) open
     group by 1, 2 order by 1, 2`;
  const byVersion = await rows<OpenRuns['byVersion'][number]>(
    trx,
    estimated ? projected : counted,
    estimated ? [percent, percent, workspace] : [workspace, workspace],
  );
  return { total: byVersion.reduce((sum, { runs }) => sum + runs, 0), estimated, byVersion };
}
