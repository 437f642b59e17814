import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Logger } from 'pino';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { forgetErasedRun, listErasedRuns } from '../store/runs/erased-runs.ts';
import { wakeName } from '../workflows/contract.ts';
import { workflowIdOf } from './dispatcher.ts';

const AT_ONCE = 50;

/**
 * Wakes the workflows of runs that were erased: their next turn finds no run, and they end. Without it they would sleep
 * until their timer. One that was never started needs nothing.
 */
export function startErasedRuns(database: Database, client: Client, logger: Logger, everyMs = 1_000): Repeated {
  const failed = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'workflows of erased runs were not woken and will be');
  return repeat({ everyMs, failed }, async () => {
    for (const { journeyRunId, journeyId } of await listErasedRuns(database, AT_ONCE)) {
      const handle = client.workflow.getHandle(workflowIdOf({ journeyId, journeyRunId }));
      await handle.signal(wakeName, 'erased').catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
      await forgetErasedRun(database, journeyRunId);
    }
  });
}
