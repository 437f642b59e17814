import type { Job } from '../../core/journey/engine/run-state.ts';
import { call } from './call.ts';
import { deliver } from './deliver.ts';
import type { PlayedJob, PlayedTurn } from './played-job.ts';
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

/** As the turn of production does: open what is asked for, look after it, and withdraw what nobody waits for any more. */
export function tellOutside(turn: PlayedTurn, before: readonly Job[]): void {
  const { jobs } = turn.run.state;
  const has = new Set(jobs.map(({ visit }) => visit));
  for (const job of before.filter(({ visit }) => !has.has(visit))) {
    const played = playedJobOf(job);
    if (played.mode === 'external') played.withdraw(turn, job);
  }
  for (const job of jobs) {
    const played = playedJobOf(job);
    if (played.mode === 'external') played.visit(turn, job);
  }
}
