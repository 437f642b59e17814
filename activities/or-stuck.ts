import { ApplicationFailure } from '@temporalio/activity';
import type { Logger } from 'pino';
import { needsNewerWorkerCode, PermanentFailure, TemporaryFailure } from '../core/base/failure.ts';
import { type Database, databaseFailure } from '../store/database/database.ts';
import { codeOf, reportFailure } from '../store/measurement/failures.ts';
import { markStuck } from '../store/runs/runs.ts';

/** Failures that pass by themselves and come often: waiting for a lease, the database or a newer worker. Worth no row. */
function isQuiet({ code }: TemporaryFailure): boolean {
  return code === 'claim-held' || code === needsNewerWorkerCode || code.startsWith('database-');
}

/**
 * Around everything the loop asks for: an error's class becomes Temporal's decision. Temporary ones are thrown and
 * retried; all others mark the run as stuck, visible and resumable, and never reach the loop, which is given `stuck`.
 * Temporal hears class, code and error id.
 */
export async function orStuck<Result>(
  { database, logger }: { readonly database: Database; readonly logger: Logger },
  journeyRunId: string,
  work: () => Promise<Result>,
  stuck: Result,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    const error = databaseFailure(thrown);
    const code = codeOf(error);
    if (error instanceof TemporaryFailure) {
      const errorId = isQuiet(error) ? undefined : (await reportFailure(database, error, journeyRunId)).errorId;
      const needs = code === needsNewerWorkerCode ? error.message : undefined; // our own words, and the only place for them
      logger.warn({ journeyRunId, code, errorId, needs }, 'an attempt failed and will be made again');
      throw retryLater(code, errorId, error.retryAfter);
    }
    const { errorId } = await reportFailure(database, error, journeyRunId);
    const level = error instanceof PermanentFailure ? 'error' : 'fatal'; // the latter: a bug of ours
    logger[level]({ journeyRunId, code, errorId, class: error.name }, 'the run is stuck');
    try {
      await markStuck(database, journeyRunId, errorId);
    } catch (second) {
      throw retryLater('database-away', errorId, second instanceof TemporaryFailure ? second.retryAfter : undefined);
    }
    return stuck;
  }
}

function retryLater(code: string, errorId: string | undefined, retryAfter: number | undefined): ApplicationFailure {
  return ApplicationFailure.create({
    message: errorId ? `${code} ${errorId}` : code,
    type: 'TemporaryFailure',
    nonRetryable: false,
    ...(retryAfter !== undefined && { nextRetryDelay: retryAfter }),
  });
}
