import type { Problem } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { usedKinds } from '../../core/journey/used-kinds.ts';
import type { Transaction } from '../../store/database/database.ts';
import { type LiveProcess, listLiveProcesses } from '../../store/measurement/processes.ts';

/** More than this much is not listed: the remedy is the same for all of it. */
const MOST_PROBLEMS = 100;

/**
 * A problem for each live process and each kind that the definitions use and the process does not know. During a rolling
 * deploy the older processes would otherwise meet runs that they can't move.
 */
export async function findLackingProcesses(
  trx: Transaction,
  definitions: readonly JourneyDefinition[],
): Promise<readonly Problem[]> {
  if (definitions.length === 0) return [];
  const used = new Map(
    definitions.flatMap((definition) =>
      usedKinds(definition).map((use) => [`${use.family} ${use.kind}`, { ...use, journeyId: definition.id }] as const),
    ),
  );
  const processes = await listLiveProcesses(trx);
  const problems = processes.flatMap((process) =>
    [...used.values()]
      .filter(({ family }) => family !== 'job' || process.role === 'worker') // the API performs no jobs
      .filter(({ family, kind }) => !process.kinds[family]?.includes(kind))
      .map(
        ({ family, kind, where, journeyId }): Problem => ({
          code: 'process-lacks-kind',
          where: `${journeyId}: ${where}`,
          problem: `${describe(process)} does not know the ${family} "${kind}".`,
          remedy: 'Upgrade that process or stop it, and publish again. One that died counts as live for 30 seconds.',
        }),
      ),
  );
  return problems.slice(0, MOST_PROBLEMS);
}

function describe({ role, version, host, pid }: LiveProcess): string {
  return `The ${role === 'api' ? 'API' : 'worker'} process ${pid} on ${host} (version ${version})`;
}
