import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import { experimentsOf } from '../../core/experiment/experiments-of.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import type { Transaction } from '../../store/database/database.ts';
import { writeExperiments } from '../../store/experiments/experiments.ts';
import { listDrawingDefinitions } from '../../store/journeys/journeys.ts';

/** Makes and ends experiments as the live journeys and the configuration say. In the transaction of a publish, at its end. */
export async function syncExperiments(
  trx: Transaction,
  { workspace, now, configuration }: { workspace: string; now: number; configuration: Configuration },
): Promise<readonly Problem[]> {
  const declared = configuration.experiments;
  const experiments = experimentsOf(await listDrawingDefinitions(trx, workspace), {
    globalControlPerMille: configuration.globalControl.perMille,
    declared,
  });
  await writeExperiments(trx, { workspace, now, experiments });
  const known = experiments.map(({ id }) => id);
  return Object.keys(declared)
    .filter((id) => !known.includes(id))
    .map((id) => ({
      code: 'no-such-experiment',
      where: `workspace.experiments.${id}`,
      problem: `No live journey makes an experiment "${id}": its metrics are kept for later.`,
      remedy: didYouMean(id, known),
      severity: 'warning',
    }));
}
