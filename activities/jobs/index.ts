import { needsNewerWorker } from '../../core/base/failure.ts';
import { call } from './call.ts';
import { deliver } from './deliver.ts';
import type { JobDependencies, JobKind, QueuedJobKind } from './job-kind.ts';
import { startJourney } from './start-journey.ts';
import { task } from './task.ts';
import { update } from './update.ts';

/** The registry: a new kind of job is one file and one line here. The loop, its contract and the worker stay as they are. */
const all: readonly JobKind[] = [deliver, call, update, startJourney, task];

export const jobKinds: ReadonlyMap<string, JobKind> = new Map(all.map((job) => [job.kind, job]));

/** The kind of a job in a run's state; one that a newer program requested is left for a newer worker. */
export function jobKindOf({ kind }: { readonly kind: string }): JobKind {
  const found = jobKinds.get(kind);
  if (found) return found;
  throw needsNewerWorker('job kind', kind);
}

export function queuedJobKinds(): readonly QueuedJobKind[] {
  return [...jobKinds.values()].filter((job) => job.mode === 'queued');
}

/** The task queues that a worker with these dependencies serves for jobs, and the kinds that wait on each. */
export function jobQueues(dependencies: JobDependencies): ReadonlyMap<string, readonly string[]> {
  const queues = new Map<string, readonly string[]>();
  for (const { kind, taskQueues } of queuedJobKinds()) {
    for (const queue of taskQueues(dependencies)) queues.set(queue, [...(queues.get(queue) ?? []), kind]);
  }
  return queues;
}
