import type { Logger } from 'pino';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { releaseHeldRuns } from '../store/journeys/journey-states.ts';
import { exitObservedRuns } from '../store/journeys/observations.ts';
import { codeOf } from '../store/measurement/failures.ts';

/** Releases the runs of journeys that resume, at their rates, and lets the runs of observations that have ended exit. Every worker has one; together they are no faster. */
export function startHeldRuns(database: Database, logger: Logger, everyMs = 500): Repeated {
  const failed = (error: unknown) => logger.warn({ code: codeOf(error) }, 'held runs were not released and will be');
  return repeat({ everyMs, failed }, async (stopping) => {
    while (!stopping.aborted && (await releaseHeldRuns(database)) !== undefined);
    while (!stopping.aborted && (await exitObservedRuns(database)) > 0);
  });
}
