import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { subscribedEvents } from '../../core/journey/subscriptions.ts';
import type { Database, Transaction } from '../../store/database/database.ts';
import { getCatalogNumber, listVersions } from '../../store/journeys/journeys.ts';

/** The published definitions of a workspace as intake uses them. */
export interface JourneyCatalog {
  readonly number: number;
  /** The live versions of journeys that an event of this name may enter. */
  entered(eventName: string): readonly LiveVersion[];
  /** Names of events that any version listens to: a run stays on the version it entered by. */
  readonly listening: ReadonlySet<string>;
  definition(journeyId: string, version: number): JourneyDefinition;
}

export interface LiveVersion {
  readonly version: number;
  readonly definition: JourneyDefinition;
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
    const live = versions.filter((version) => version.live);
    const enteredBy = new Map<string, readonly LiveVersion[]>();
    for (const { event } of live.flatMap(({ definition }) => definition.entry)) {
      enteredBy.set(
        event,
        live.filter(({ definition }) => definition.entry.some((rule) => rule.event === event)),
      );
    }
    const catalog: JourneyCatalog = {
      number,
      entered: (eventName) => enteredBy.get(eventName) ?? [],
      listening: new Set(versions.flatMap(({ definition }) => [...subscribedEvents(definition)])),
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
