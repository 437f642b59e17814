import { ActivityFailure, proxyActivities, sleep } from '@temporalio/workflow';
import type { JobActivities, JobActivity, OpenJob } from './contract.ts';

/**
 * Performs one open job on its queue and resolves when it is settled, deferred, or left to the next turn. Never rejects:
 * the activity retries for as long as it takes, and what can't be retried has marked the run as stuck. Should it fail all
 * the same, the pause keeps the loop from asking again at once and forever.
 */
export async function performJob(journeyRunId: string, job: OpenJob): Promise<void> {
  const activities = proxyActivities<JobActivities>({
    taskQueue: job.taskQueue,
    summary: job.summary,
    startToCloseTimeout: job.startToCloseMs,
    heartbeatTimeout: job.heartbeatMs,
    retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
  });
  const perform = activities[job.activity] as JobActivity; // of a proxy, which has every name
  try {
    await perform({ journeyRunId, visit: job.visit, messageId: job.messageId, now: Date.now() });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await sleep('1m', { summary: 'pause after a failed job' });
  }
}
