import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import type { Logger } from 'pino';
import { PermanentFailure, TemporaryFailure } from '../base/failure.ts';
import { type DeliverDependencies, deliver } from '../delivery/deliver.ts';
import { databaseFailure } from '../store/database.ts';
import { codeOf, reportFailure } from '../store/failures.ts';
import { markStuck } from '../store/runs.ts';
import type { RunActivities, RunLevel } from '../workflows/contract.ts';
import { advance } from './advance.ts';
import { requestExit } from './request-exit.ts';

export interface ActivityDependencies extends DeliverDependencies {
  readonly logger: Logger;
}

/**
 * What the loop may do. Here an error's class becomes Temporal's decision: temporary ones are thrown and retried; all
 * others mark the run as stuck, visible and resumable, and never reach the loop. Temporal hears class, code and error id.
 */
export function createActivities(dependencies: ActivityDependencies): RunActivities {
  const { database, logger } = dependencies;

  async function orStuck<Result>(journeyRunId: string, work: () => Promise<Result>, stuck: Result): Promise<Result> {
    try {
      return await work();
    } catch (thrown) {
      const error = databaseFailure(thrown);
      const isTemporary = error instanceof TemporaryFailure;
      // Waiting for another's lease or for the database is no failure worth a row.
      const isQuiet = isTemporary && (error.code === 'claim-held' || error.code.startsWith('database-'));
      const errorId = isQuiet ? undefined : (await reportFailure(database, error, journeyRunId)).errorId;
      const code = codeOf(error);
      if (!isTemporary) {
        const level = error instanceof PermanentFailure ? 'error' : 'fatal'; // the latter: a bug of ours
        logger[level]({ journeyRunId, code, errorId, class: error.name }, 'the run is stuck');
        try {
          await markStuck(database, journeyRunId, errorId as string);
          return stuck;
        } catch (second) {
          throw retryLater(
            'database-away',
            errorId,
            second instanceof TemporaryFailure ? second.retryAfter : undefined,
          );
        }
      }
      logger.warn({ journeyRunId, code, errorId }, 'an attempt failed and will be made again');
      throw retryLater(code, errorId, error.retryAfter);
    }
  }

  return {
    advance({ journeyRunId, now }) {
      const stuck: RunLevel = { finished: false, stuck: true, openJobs: [], label: 'stuck: waits for an operator' };
      return orStuck(
        journeyRunId,
        async () => {
          const level = await advance(database, journeyRunId, now);
          await dependencies.reached?.('advanced');
          return level;
        },
        stuck,
      );
    },
    deliver({ journeyRunId, visit, now }) {
      return beating(() => orStuck(journeyRunId, () => deliver(dependencies, { journeyRunId, visit }, now), undefined));
    },
    requestExit({ journeyRunId }) {
      return orStuck(journeyRunId, () => requestExit(database, journeyRunId, 'cancelled'), undefined);
    },
  };
}

/** Tells the server that this worker lives, once a second while the work lasts. */
async function beating<Result>(work: () => Promise<Result>): Promise<Result> {
  const beat = setInterval(() => heartbeat(), 1_000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
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
