import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction, LONG } from '../../store/database/database.ts';
import {
  listWorkspaces,
  lockMeasures,
  measureHours,
  storeMeasured,
  takeDirtyHours,
} from '../../store/measurement/measures.ts';

const HOUR_MS = 3_600_000;
/** Hours that are measured in one transaction: of a journey that ran for years, the first time. */
const MOST_HOURS = 7 * 24;

/** Measures the hours that are over since the last time, and those for which facts came late. */
export async function measureJourneys(database: Database, stopping?: AbortSignal): Promise<void> {
  for (const workspace of await listWorkspaces(database))
    while (!stopping?.aborted && (await measureSome(database, workspace)));
}

/** True: there is more. */
async function measureSome(database: Database, workspace: string): Promise<boolean> {
  return inTransaction(
    database,
    async (trx) => {
      const now = await workspaceClock(trx, workspace).now();
      const at = await lockMeasures(trx, workspace, now);
      if (!at) return false;
      for (const hour of await takeDirtyHours(trx, workspace))
        if (hour < at.measured) await measureHours(trx, workspace, { from: hour, until: hour + HOUR_MS });
      if (at.measured >= at.over) return false;
      const until = Math.min(at.over, at.measured + MOST_HOURS * HOUR_MS);
      await measureHours(trx, workspace, { from: at.measured, until });
      await storeMeasured(trx, workspace, until);
      return until < at.over;
    },
    LONG,
  );
}
