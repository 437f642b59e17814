import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { migrationProblems } from '../../core/journey/migration/problems.ts';
import type { Transaction } from '../../store/database/database.ts';
import { listVersionsWithRuns } from '../../store/journeys/definitions.ts';
import { askBulkActIn } from '../../store/runs/bulk-acts.ts';
import { pause } from './pause.ts';
import type { RunsUnderWay } from './publication.ts';

/** The reason under which runs exit, unless one is given. */
const REPLACED = 'replaced';

/** What speaks against the migration that a publication asks for. It is asked before anything is written. */
export async function checkMigration(
  trx: Transaction,
  workspace: string,
  { runs, definitions }: { runs: RunsUnderWay | undefined; definitions: readonly JourneyDefinition[] },
): Promise<readonly Problem[]> {
  if (runs?.act !== 'migrate') return [];
  const { maps = {} } = runs;
  const ids = definitions.map(({ id }) => id);
  const problems: Problem[] = Object.keys(maps).flatMap((id) =>
    ids.includes(id)
      ? []
      : [
          {
            code: 'map-of-unknown-journey',
            where: `runs.maps.${id}`,
            problem: `The publication has no journey "${id}".`,
            remedy: didYouMean(id, ids),
          },
        ],
  );
  for (const definition of definitions) {
    await pause();
    const earlier = await listVersionsWithRuns(trx, { workspace, journeyId: definition.id });
    problems.push(...migrationProblems(definition, earlier, mapOf(runs, definition.id)));
  }
  return problems;
}

/** Asks for what becomes of the open runs of earlier versions, in the transaction that publishes. Gives the bulk act. */
export async function askRunsUnderWay(
  trx: Transaction,
  { workspace, by, runs }: { workspace: string; by: string; runs: RunsUnderWay | undefined },
  { id: journey, version }: { readonly id: string; readonly version: number },
): Promise<string | undefined> {
  if (!runs || runs.act === 'stay') return undefined;
  const { act, reason = REPLACED } = runs;
  const asked = { workspace, askedBy: by, runs: { journey, notVersion: version } };
  if (act === 'exit') return askBulkActIn(trx, { ...asked, act, reason });
  return askBulkActIn(trx, { ...asked, act, move: { version, map: mapOf(runs, journey), reason } });
}

export const mapOf = ({ maps = {} }: RunsUnderWay, journey: string) =>
  (Object.hasOwn(maps, journey) ? maps[journey] : undefined) ?? {};
