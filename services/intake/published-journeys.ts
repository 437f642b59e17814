import { needsNewerWorkerCode, TemporaryFailure } from '../../core/base/failure.ts';
import { oncePer } from '../../core/base/once-per.ts';
import type { PolicyDefinition } from '../../core/decision/policy.ts';
import { rewardsByEvent } from '../../core/decision/reward.ts';
import { type DateEntry, isDateEntry, type JourneyDefinition } from '../../core/journey/definition/index.ts';
import { entryEvents, subscribedEvents, watchedTraits } from '../../core/journey/subscriptions.ts';
import { type SegmentSet, segmentSet } from '../../core/segment/segment-set.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import type { Database, Load, Transaction } from '../../store/database/database.ts';
import { listPolicies } from '../../store/decisions/policies.ts';
import {
  type Definitions,
  getDefinitions,
  listVersionsSince,
  readCatalog,
  type VersionKey,
  versionKey,
} from '../../store/journeys/definitions.ts';
import type { OpenRun } from '../../store/runs/runs.ts';
import { listSegments } from '../../store/segments/segments.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';

export interface LiveVersion {
  readonly version: number;
  readonly definition: JourneyDefinition;
}

/** What intake needs of a workspace's live versions, as they were at one catalog version. */
export interface PublishedJourneys {
  readonly catalogVersion: number;
  readonly live: Definitions;
  readonly configuration: Configuration;
  readonly segments: SegmentSet;
  /** The live policies to which an event of this name is worth something. */
  rewardedBy(eventName: string): readonly PolicyDefinition[];
  /** The live version of a journey. */
  liveVersion(journey: string): LiveVersion | undefined;
  /** Why a journey lets nobody in, though it is live. */
  closedBy(journey: string): 'paused' | 'draining' | undefined;
  /** The observation in which runs of a journey begin; undefined: they are live. */
  observationOf(journey: string): string | undefined;
  /** The entries by date of live journeys. */
  readonly dated: readonly { readonly journeyId: string; readonly entry: DateEntry }[];
  /** The live versions of journeys that an event of this name may enter. */
  enteredBy(eventName: string): readonly LiveVersion[];
  /** Whether open runs of any version, live or not, or segments may react to an event of this name. */
  isSubscribed(eventName: string): boolean;
  /** Whether an event of this name may reach the goal of runs of any version. */
  isGoal(eventName: string): boolean;
  /** Whether open runs of any version may have to be notified when this trait changes, or segments look at it. */
  isWatched(trait: string): boolean;
}

/**
 * The names of events that runs of any version ever published react to: a run stays on the version it entered by, and
 * another process may open one by the old version just before a publish. Names are few; definitions are not kept.
 */
interface SubscribedNames {
  readonly names: Set<string>;
  /** Traits that a condition of any version watches. */
  readonly traits: Set<string>;
  /** Those of goals. */
  readonly goals: Set<string>;
  /** The newest version of each journey whose names are there. */
  readonly newest: Map<string, number>;
  /** There are too many, or a version has a step that only a newer program knows: runs may react to anything. */
  isIncomplete: boolean;
}

/** Definitions of old versions that are in memory at a time when a process reads their names for the first time. */
const VERSIONS_AT_A_TIME = 200;

/** Names that are kept at most. Beyond, each event is taken for one that runs may react to, which costs a look-up. */
const MOST_NAMES = 100_000;

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

/** The memory that all share who work on this pool of connections: a process loads what is published once. */
export const publishedJourneysOf = oncePer((_pool: Database) => createPublishedJourneys());

export function createPublishedJourneys(): PublishedJourneysMemory {
  const byWorkspace = new Map<string, PublishedJourneys>();
  const subscribed = new Map<string, SubscribedNames>();
  return {
    find: (workspace) => byWorkspace.get(workspace),
    load: (database, load, workspace) =>
      load(async (on) => {
        const { catalogVersion, live, closed, observations } = await readCatalog(on, workspace);
        const names = subscribed.get(workspace) ?? {
          names: new Set(),
          goals: new Set(),
          traits: new Set(),
          newest: new Map(),
          isIncomplete: false,
        };
        subscribed.set(workspace, names);
        await readSubscribedNames(on, workspace, names);
        // What a version means never changes: only versions that are not in memory yet are read.
        const known = byWorkspace.get(workspace)?.live;
        const unknown = live.filter((version) => !known?.has(versionKey(version)));
        const read = await getDefinitions(
          database,
          (readNow) => readNow(on),
          { workspace, catalogVersion: 0 },
          unknown,
        );
        // Newer than the catalog, it is read again with the newer catalog.
        const { configuration } = await getConfiguration(database, on, workspace);
        const definitions = new Map([...(known ?? []), ...read]);
        const segments = segmentSet(await listSegments(on, workspace));
        const policies = (await listPolicies(on, workspace)).map(({ definition }) => definition);
        const loaded = publishedJourneys({
          catalogVersion,
          closed,
          observations,
          configuration,
          segments,
          policies,
          live,
          definitions,
          subscribed: names,
        });
        byWorkspace.set(workspace, loaded);
        return loaded;
      }),
  };
}

function publishedJourneys({
  catalogVersion,
  closed,
  observations,
  configuration,
  segments,
  policies,
  live: versions,
  definitions,
  subscribed,
}: {
  catalogVersion: number;
  closed: Readonly<Record<string, 'paused' | 'draining'>>;
  observations: Readonly<Record<string, string>>;
  configuration: Configuration;
  segments: SegmentSet;
  policies: readonly PolicyDefinition[];
  live: readonly VersionKey[];
  definitions: Definitions;
  subscribed: SubscribedNames;
}): PublishedJourneys {
  const live = new Map<string, JourneyDefinition>();
  const byEntry = new Map<string, LiveVersion[]>();
  const byJourney = new Map<string, LiveVersion>();
  for (const version of versions) {
    const definition = definitions.get(versionKey(version)) as JourneyDefinition; // getDefinitions throws where one is missing
    live.set(versionKey(version), definition);
    byJourney.set(definition.id, { version: version.version, definition });
    for (const event of entryEvents(definition)) {
      const entered = byEntry.get(event) ?? [];
      byEntry.set(event, entered);
      entered.push({ version: version.version, definition });
    }
  }
  const rewarded = rewardsByEvent(policies);
  return {
    rewardedBy: (eventName) => rewarded.get(eventName) ?? [],
    catalogVersion,
    configuration,
    segments,
    live,
    dated: [...live.values()].flatMap(({ id: journeyId, entry }) =>
      entry.filter(isDateEntry).map((each) => ({ journeyId, entry: each })),
    ),
    liveVersion: (journey) => byJourney.get(journey),
    closedBy: (journey) => (Object.hasOwn(closed, journey) ? closed[journey] : undefined),
    observationOf: (journey) => (Object.hasOwn(observations, journey) ? observations[journey] : observations['']),
    enteredBy: (eventName) => byEntry.get(eventName) ?? [],
    isSubscribed: (eventName) =>
      subscribed.isIncomplete || subscribed.names.has(eventName) || segments.byEvent(eventName).length > 0,
    isWatched: (trait) => subscribed.isIncomplete || subscribed.traits.has(trait) || segments.byTrait(trait).length > 0,
    isGoal: (eventName) => subscribed.isIncomplete || subscribed.goals.has(eventName),
  };
}

/** Adds the names of the versions that were published since the last time. */
async function readSubscribedNames(
  on: Database | Transaction,
  workspace: string,
  subscribed: SubscribedNames,
): Promise<void> {
  for (;;) {
    const versions = await listVersionsSince(on, { workspace, newest: subscribed.newest, limit: VERSIONS_AT_A_TIME });
    for (const { journeyId, version, definition } of versions) {
      try {
        const { goal } = definition();
        if (goal) subscribed.goals.add(goal.event);
        for (const name of subscribedEvents(definition())) subscribed.names.add(name);
        for (const trait of watchedTraits(definition())) subscribed.traits.add(trait);
      } catch (thrown) {
        if (!(thrown instanceof TemporaryFailure && thrown.code === needsNewerWorkerCode)) throw thrown;
        subscribed.isIncomplete = true;
      }
      subscribed.newest.set(journeyId, version);
    }
    const kept = [subscribed.names, subscribed.goals, subscribed.traits];
    if (kept.reduce((sum, { size }) => sum + size, 0) > MOST_NAMES) subscribed.isIncomplete = true;
    if (subscribed.isIncomplete) for (const names of kept) names.clear();
    if (versions.length < VERSIONS_AT_A_TIME) return;
  }
}

/**
 * The live definitions and those that these open runs follow; versions whose runs no event met lately are not in memory.
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
