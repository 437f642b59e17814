import { call } from './call.ts';
import { deliver } from './deliver.ts';
import type { PlayedJob } from './played-job.ts';
import { startJourney } from './start-journey.ts';
import { task } from './task.ts';
import { update } from './update.ts';

/** The registry: each kind of activities/jobs has its counterpart here. */
const all: readonly PlayedJob[] = [deliver, call, update, startJourney, task];

export const playedJobs: ReadonlyMap<string, PlayedJob> = new Map(all.map((job) => [job.kind, job]));

export function playedJobOf({ kind }: { readonly kind: string }): PlayedJob {
  const found = playedJobs.get(kind);
  if (!found) throw new Error(`stories can't play jobs of the kind "${kind}"`);
  return found;
}
