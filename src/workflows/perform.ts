import { ActivityFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { OpenJob, RunActivities } from './contract.ts';

/**
 * Performs one open job on its channel's queue and resolves when it is settled, put off, or left to the next turn. Never
 * rejects: the activity retries for as long as it takes, and what can't be retried has marked the run as stuck. Should it
 * fail all the same, the pause keeps the loop from asking again at once and for ever.
 */
export async function perform(journeyRunId: string, job: OpenJob): Promise<void> {
  const { deliver } = proxyActivities<RunActivities>({
    taskQueue: job.taskQueue,
    summary: job.summary,
    startToCloseTimeout: '60s',
    heartbeatTimeout: '5s', // a worker that died is noticed in seconds; an attempt under four costs no heartbeat
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
  });
  try {
    await deliver({ journeyRunId, visit: job.visit, now: Date.now() });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await sleep('1m', { summary: 'pause after a failed job' });
  }
}
