import type { Logger } from 'pino';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { performNextOfBulk } from '../store/runs/bulk-acts.ts';

/** Together they bound the rate: at most 100 runs a second and process, so that turns of others don't wait behind them. */
const LOOK_EVERY_MS = 250;
const RUNS_AT_ONCE = 25;

/** Does what operators asked for many runs, run by run. Every API process has one; what one leaves undone another does. */
export function startBulkClock(database: Database, logger: Logger, everyMs = LOOK_EVERY_MS): Repeated {
  const failed = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'an act on many runs was interrupted and will be continued');
  return repeat({ everyMs, failed }, async (stopping) => {
    for (let done = 0; done < RUNS_AT_ONCE && !stopping.aborted; done += 1)
      if (!(await performNextOfBulk(database))) return;
  });
}
