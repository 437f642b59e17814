import { type ExperimentResult, resultOf } from '../../core/experiment/result.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import type { Database } from '../../store/database/database.ts';
import {
  type CountedArm,
  countArms,
  findExperiment,
  listExperiments,
  readSums,
  type StoredExperiment,
} from '../../store/experiments/experiments.ts';

export interface ReadExperiment {
  readonly experiment: StoredExperiment;
  readonly counts: readonly CountedArm[];
  readonly firstExposedAt: number | null;
  readonly result: ExperimentResult;
}

/** Experiments with their results, computed from the stored sums. */
export async function readExperiments(database: Database, workspace: string): Promise<readonly ReadExperiment[]> {
  return read(database, workspace, await listExperiments(database, workspace));
}

export async function readExperiment(
  database: Database,
  workspace: string,
  id: string,
): Promise<ReadExperiment | undefined> {
  const found = await findExperiment(database, workspace, id);
  return found && (await read(database, workspace, [found]))[0];
}

async function read(
  database: Database,
  workspace: string,
  experiments: readonly StoredExperiment[],
): Promise<readonly ReadExperiment[]> {
  const ids = experiments.map(({ id }) => id);
  const now = await workspaceClock(database, workspace).now();
  const [allCounts, allSums] = await Promise.all([
    countArms(database, { workspace, now, experiments: ids }),
    readSums(database, workspace, ids),
  ]);
  return experiments.map((stored) => {
    const experiment = withCaps(stored);
    const counts = allCounts.filter((each) => each.experiment === experiment.id);
    const first = counts.flatMap((each) => (each.firstExposedAt === null ? [] : [each.firstExposedAt]));
    const firstExposedAt = first.length === 0 ? null : Math.min(...first);
    const { startedAt, metricsSince } = experiment;
    const sums = allSums.filter((each) => each.experiment === experiment.id);
    const result = resultOf({ experiment, counts, sums, startedAt, metricsSince, firstExposedAt, now });
    return { experiment, counts, firstExposedAt, result };
  });
}

function withCaps(experiment: StoredExperiment): StoredExperiment {
  return {
    ...experiment,
    metrics: experiment.metrics.map((metric) => {
      const cap = metric.cap ?? experiment.caps[metric.id];
      return typeof cap === 'number' ? { ...metric, cap } : metric;
    }),
  };
}
