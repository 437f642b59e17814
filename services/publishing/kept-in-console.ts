import type { Problem } from '../../core/base/problem.ts';
import { differenceOf } from '../../core/journey/difference/index.ts';
import { validateDefinition } from '../../core/journey/validate.ts';
import type { Transaction } from '../../store/database/database.ts';
import { findLiveVersion, listKeptIn } from '../../store/journeys/journeys.ts';

/** Changes that a refusal lists. */
const SHOWN_CHANGES = 10;

/** Journeys of a push that are kept in the console: one that would change them is refused, and says what it would change. */
export async function keptInConsole(
  trx: Transaction,
  workspace: string,
  journeys: readonly unknown[],
): Promise<readonly Problem[]> {
  const byId = new Map(journeys.flatMap((json) => (hasId(json) ? [[json.id, json] as const] : [])));
  const keptIn = await listKeptIn(trx, workspace, [...byId.keys()]);
  const problems: Problem[] = [];
  for (const [id, json] of byId) {
    // Only of a journey in question: the check of a large one takes long, and the publish makes it anyway.
    const { definition } = keptIn.get(id) === 'console' ? validateDefinition(json) : {};
    if (!definition) continue;
    const live = await findLiveVersion(trx, { workspace, journeyId: definition.id });
    const changes = live ? differenceOf(live.definition, definition).map(({ text }) => text) : ['It is not live.'];
    if (changes.length === 0) continue;
    const more = changes.length > SHOWN_CHANGES ? ` … and ${changes.length - SHOWN_CHANGES} more.` : '';
    problems.push({
      code: 'kept-in-console',
      where: definition.id,
      problem: `The journey is kept in the console, and this push would change it: ${changes.slice(0, SHOWN_CHANGES).join('; ')}.${more}`,
      remedy: `Change its draft in the console, or take it into files with "throughline print ${definition.id}" and push with --keep-in-code.`,
    });
  }
  return problems;
}

const hasId = (json: unknown): json is { readonly id: string } =>
  typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string';
