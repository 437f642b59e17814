import type { JourneyDefinition } from '../journey/definition.ts';
import { listensFor } from '../journey/interests.ts';
import type { Database, Transaction } from '../store/database.ts';
import { getCatalogNumber, listVersions } from '../store/journeys.ts';

/** The published definitions of a workspace as intake uses them. */
export interface JourneyCatalog {
  readonly number: number;
  /** The live version of each journey. */
  readonly live: readonly { readonly version: number; readonly definition: JourneyDefinition }[];
  /** Names of events that any version listens to: a run stays on the version it entered by. */
  readonly listening: ReadonlySet<string>;
  definition(journeyId: string, version: number): JourneyDefinition;
}

/**
 * Keeps the definitions in memory under the workspace's catalog number, which every intake transaction reads: a publish
 * through any process holds for all of them from its commit.
 */
export function createCatalogCache(): (trx: Database | Transaction, workspace: string) => Promise<JourneyCatalog> {
  const cached = new Map<string, JourneyCatalog>();
  return async (trx, workspace) => {
    const number = await getCatalogNumber(trx, workspace);
    const known = cached.get(workspace);
    if (known && known.number === number) return known;
    // Read committed: the versions may already be newer than the number. Then the next transaction reads them once more.
    const versions = await listVersions(trx, { workspace });
    const definitions = new Map(
      versions.map(({ journeyId, version, definition }) => [`${journeyId}@${version}`, definition]),
    );
    const catalog: JourneyCatalog = {
      number,
      live: versions.filter(({ live }) => live),
      listening: new Set(versions.flatMap(({ definition }) => [...listensFor(definition)])),
      definition(journeyId, version) {
        const definition = definitions.get(`${journeyId}@${version}`);
        if (!definition) throw new Error(`journey "${journeyId}" v${version} is not in catalog ${number}`);
        return definition;
      },
    };
    cached.set(workspace, catalog);
    return catalog;
  };
}
