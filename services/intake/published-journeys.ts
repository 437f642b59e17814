import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { entryEvents } from '../../core/journey/subscriptions.ts';
import type { Database, Load } from '../../store/database/database.ts';
import {
  type Definitions,
  getDefinitions,
  readCatalog,
  type VersionKey,
  versionKey,
} from '../../store/journeys/definitions.ts';
import type { OpenRun } from '../../store/runs/runs.ts';

export interface LiveVersion {
  readonly version: number;
  readonly definition: JourneyDefinition;
}

/** What intake needs of a workspace's live versions, as they were at one catalog version. */
export interface PublishedJourneys {
  readonly catalogVersion: number;
  readonly live: Definitions;
  /** The live versions of journeys that an event of this name may enter. */
  enteredBy(eventName: string): readonly LiveVersion[];
}

/**
 * The published journeys of each workspace, in the memory of this process. They are loaded without locks; a batch checks
 * under its locks only that there is no newer catalog version (accept.ts), so a publish through any process holds for all
 * of them from its commit on.
 */
export interface PublishedJourneysMemory {
  /** As they were loaded last; undefined before the first time. */
  find(workspace: string): PublishedJourneys | undefined;
  load(database: Database, load: Load, workspace: string): Promise<PublishedJourneys>;
}

export function createPublishedJourneys(): PublishedJourneysMemory {
  const byWorkspace = new Map<string, PublishedJourneys>();
  return {
    find: (workspace) => byWorkspace.get(workspace),
    load: (database, load, workspace) =>
      load(async (on) => {
        const { catalogVersion, live } = await readCatalog(on, workspace);
        // What a version means never changes: only versions that are not in memory yet are read.
        const known = byWorkspace.get(workspace)?.live;
        const unknown = live.filter((version) => !known?.has(versionKey(version)));
        const read = await getDefinitions(
          database,
          (readNow) => readNow(on),
          { workspace, catalogVersion: 0 },
          unknown,
        );
        const loaded = publishedJourneys(catalogVersion, live, new Map([...(known ?? []), ...read]));
        byWorkspace.set(workspace, loaded);
        return loaded;
      }),
  };
}

function publishedJourneys(
  catalogVersion: number,
  versions: readonly VersionKey[],
  definitions: Definitions,
): PublishedJourneys {
  const live = new Map<string, JourneyDefinition>();
  const byEntry = new Map<string, LiveVersion[]>();
  for (const version of versions) {
    const definition = definitions.get(versionKey(version)) as JourneyDefinition; // getDefinitions throws where one is missing
    live.set(versionKey(version), definition);
    for (const event of entryEvents(definition)) {
      const entered = byEntry.get(event) ?? [];
      byEntry.set(event, entered);
      entered.push({ version: version.version, definition });
    }
  }
  return { catalogVersion, live, enteredBy: (eventName) => byEntry.get(eventName) ?? [] };
}

/**
 * The live definitions and those that these open runs follow. Versions without open runs are not in memory, nor the names
 * of their events: a list of those would lack the version of a run that another process opens just before a publish.
 */
export async function getFollowed(
  database: Database,
  load: Load,
  { workspace, published, openRuns }: { workspace: string; published: PublishedJourneys; openRuns: readonly OpenRun[] },
): Promise<Definitions> {
  const older = openRuns.filter((run) => !published.live.has(versionKey(run)));
  const definitions = await getDefinitions(database, load, { workspace, catalogVersion: 0 }, older);
  return new Map([...published.live, ...definitions]);
}
