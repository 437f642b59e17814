import type { JobActivities, JobArguments, RunActivities } from '../workflows/contract.ts';
import { queuedJobKinds } from './jobs/index.ts';
import type { JobDependencies } from './jobs/job-kind.ts';
import { orStuck } from './or-stuck.ts';
import { performJob } from './perform-job.ts';
import { requestExit } from './request-exit.ts';
import { stuckResult } from './run-turn.ts';
import { runTurns } from './run-turns.ts';

export type ActivityDependencies = JobDependencies;

/** What the loop itself may do. */
export function createRunActivities(dependencies: ActivityDependencies): RunActivities {
  const { database } = dependencies;
  return {
    runTurn({ journeyRunId, now }) {
      const turn = async () => {
        const result = await runTurns(dependencies, journeyRunId, now);
        await dependencies.reached?.('turned');
        return result;
      };
      return orStuck(dependencies, journeyRunId, turn, stuckResult);
    },
    requestExit({ journeyRunId }) {
      const request = () => requestExit(database, journeyRunId, 'cancelled');
      return orStuck(dependencies, journeyRunId, request, undefined);
    },
  };
}

/** One activity for each kind of job that is queued, named after it. */
export function createJobActivities(dependencies: ActivityDependencies): JobActivities {
  const activities = queuedJobKinds().map(
    (job) => [job.kind, (argument: JobArguments) => performJob(job, dependencies, argument)] as const,
  );
  return Object.fromEntries(activities);
}
