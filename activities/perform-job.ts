import { heartbeat } from '@temporalio/activity';
import type { JobArguments } from '../workflows/contract.ts';
import type { JobDependencies, QueuedJobKind } from './jobs/job-kind.ts';
import { orStuck } from './or-stuck.ts';

/** Heartbeats within a job's time without one: a late beat is no dead worker. */
const BEATS = 5;

/** The frame around every kind of job that is queued: heartbeats while it lasts, and what its failures mean for the run. */
export async function performJob(
  job: QueuedJobKind,
  dependencies: JobDependencies,
  { now, ...key }: JobArguments,
): Promise<void> {
  const beat = setInterval(() => heartbeat(), job.heartbeatMs / BEATS);
  try {
    await orStuck(dependencies, key.journeyRunId, () => job.perform(dependencies, key, now), undefined);
  } finally {
    clearInterval(beat);
  }
}
