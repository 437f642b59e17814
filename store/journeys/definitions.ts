import { oncePer } from '../../core/base/once-per.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { definitionVersions } from '../../core/journey/definition-versions.ts';
import { type Database, type Load, rows, type Transaction } from '../database/database.ts';
import { createDefinitionMemory, type DefinitionMemory } from './definition-memory.ts';

export interface VersionKey {
  readonly journeyId: string;
  readonly version: number;
}

export const versionKey = ({ journeyId, version }: VersionKey): string => `${journeyId}@${version}`;

/** The definitions of published versions that were asked for, by `versionKey`, in the form of this release. */
export type Definitions = ReadonlyMap<string, JourneyDefinition>;

/** Each pool has a memory of its own, which goes with it. */
const memoryOf = oncePer((_pool: Database): DefinitionMemory => createDefinitionMemory());

/**
 * Definitions from memory. What is missing there, or was read before this catalog version, is loaded by `load`. What a
 * version means never changes, so callers that need no titles ask for catalog version 0.
 */
export async function getDefinitions(
  database: Database,
  load: Load,
  { workspace, catalogVersion }: { workspace: string; catalogVersion: number },
  versions: readonly VersionKey[],
): Promise<Definitions> {
  const memory = memoryOf(database);
  const found = new Map<string, JourneyDefinition>();
  const missing = new Map<string, VersionKey>();
  for (const version of versions) {
    const key = versionKey(version);
    const kept = memory.find(`${workspace} ${key}`);
    if (kept && kept.catalogVersion >= catalogVersion) found.set(key, kept.definition);
    else missing.set(key, version);
  }
  if (missing.size === 0) return found;
  const loaded = await load((on) => readDefinitions(database, on, workspace, [...missing.values()]));
  return new Map([...found, ...loaded]);
}

/** The definition of one version. */
export async function getDefinition(
  database: Database,
  load: Load,
  { workspace, catalogVersion, journeyId, version }: VersionKey & { workspace: string; catalogVersion: number },
): Promise<JourneyDefinition> {
  const asked = { journeyId, version };
  const definitions = await getDefinitions(database, load, { workspace, catalogVersion }, [asked]);
  return definitions.get(versionKey(asked)) as JourneyDefinition; // readDefinitions throws where there is none
}

/** Reads definitions, and the catalog version that holds for them, in one statement, and keeps them in memory. */
async function readDefinitions(
  database: Database,
  on: Database | Transaction,
  workspace: string,
  versions: readonly VersionKey[],
): Promise<Definitions> {
  const found = await rows<VersionKey & { definition: unknown; bytes: number; catalogVersion: number }>(
    on,
    `select v.journey_id as "journeyId", v.version, v.definition, octet_length(cast(v.definition as text)) as bytes,
            workspace.catalog_number as "catalogVersion"
     from unnest(cast(? as text[]), cast(? as integer[])) as asked (journey_id, version)
     join workspaces workspace on workspace.id = ?
     join journey_versions v on v.workspace = workspace.id and v.journey_id = asked.journey_id and v.version = asked.version`,
    [versions.map(({ journeyId }) => journeyId), versions.map(({ version }) => version), workspace],
  );
  const definitions = new Map<string, JourneyDefinition>();
  for (const { definition: stored, bytes, catalogVersion, ...version } of found) {
    const definition = definitionVersions.upgrade(stored);
    definitions.set(versionKey(version), definition);
    memoryOf(database).keep(`${workspace} ${versionKey(version)}`, { definition, bytes, catalogVersion });
  }
  const absent = versions.find((version) => !definitions.has(versionKey(version)));
  if (absent) throw new Error(`journey "${absent.journeyId}" has no version ${absent.version}`);
  return definitions;
}

/**
 * Versions that are newer than the newest known of their journey, up to a limit, in order. The definition, which is not kept
 * in memory, comes as a function: it throws where a newer program stored it.
 */
export async function listVersionsSince(
  on: Database | Transaction,
  { workspace, newest, limit }: { workspace: string; newest: ReadonlyMap<string, number>; limit: number },
): Promise<(VersionKey & { definition(): JourneyDefinition })[]> {
  const found = await rows<VersionKey & { stored: unknown }>(
    on,
    `select v.journey_id as "journeyId", v.version, v.definition as stored
     from journeys j
     left join unnest(cast(? as text[]), cast(? as integer[])) as known (journey_id, version) on known.journey_id = j.id
     join journey_versions v on v.workspace = j.workspace and v.journey_id = j.id and v.version > coalesce(known.version, 0)
     where j.workspace = ? order by v.journey_id, v.version limit ?`,
    [[...newest.keys()], [...newest.values()], workspace, limit],
  );
  return found.map(({ stored, ...version }) => ({ ...version, definition: () => definitionVersions.upgrade(stored) }));
}

/** The versions of a journey that have open runs, with how many. */
export async function listVersionsWithRuns(
  on: Database | Transaction,
  { workspace, journeyId }: { workspace: string; journeyId: string },
): Promise<{ readonly version: number; readonly runs: number; readonly definition: JourneyDefinition }[]> {
  const found = await rows<{ version: number; runs: number; stored: unknown }>(
    on,
    `select v.version, open.runs, v.definition as stored from (
       select version, cast(count(*) as integer) as runs from journey_runs
       where workspace = ? and journey_id = ? and ended_at is null group by version) open
     join journey_versions v on v.workspace = ? and v.journey_id = ? and v.version = open.version order by v.version`,
    [workspace, journeyId, workspace, journeyId],
  );
  return found.map(({ stored, ...version }) => ({ ...version, definition: definitionVersions.upgrade(stored) }));
}

/** The catalog version of a workspace, and which version of each journey is live at it. */
export async function readCatalog(
  on: Database | Transaction,
  workspace: string,
): Promise<{
  readonly catalogVersion: number;
  readonly live: readonly VersionKey[];
  /** Live journeys that let nobody in, and why. */
  readonly closed: Readonly<Record<string, 'paused' | 'draining'>>;
  /** Journey ▸ the observation that is under way; '' ▸ that of all journeys. */
  readonly observations: Readonly<Record<string, string>>;
}> {
  const [catalog] = await rows<{
    catalogVersion: number;
    live: VersionKey[];
    closed: Readonly<Record<string, 'paused' | 'draining'>>;
    observations: Readonly<Record<string, string>>;
  }>(
    on,
    `select catalog_number as "catalogVersion", array(
       select json_build_object('journeyId', id, 'version', live_version) from journeys
       where workspace = workspaces.id and live_version is not null order by id) as live,
       (select coalesce(jsonb_object_agg(journey_id, state), '{}') from journey_states
        where workspace = workspaces.id and (state = 'draining' or state = 'paused' and entries = 'drop')) as closed,
       (select coalesce(jsonb_object_agg(coalesce(journey_id, ''), id), '{}') from observations
        where workspace = workspaces.id and ended_at is null) as observations
     from workspaces where id = ?`,
    [workspace],
  );
  if (!catalog) throw new Error(`there is no workspace "${workspace}"`);
  return catalog;
}

/** Goes up with each publish. */
export async function getCatalogVersion(on: Database | Transaction, workspace: string): Promise<number> {
  const [row] = await rows<{ catalogVersion: number }>(
    on,
    `select catalog_number as "catalogVersion" from workspaces where id = ?`,
    [workspace],
  );
  if (!row) throw new Error(`there is no workspace "${workspace}"`);
  return row.catalogVersion;
}
