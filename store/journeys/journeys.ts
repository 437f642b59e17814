import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { meaningOf } from '../../core/journey/definition/meaning.ts';
import { definitionVersions } from '../../core/journey/definition-versions.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** Where a journey is written, and so who publishes it: files that are pushed, or its draft in the console. */
export type KeptIn = 'code' | 'console';

export type PublishChange = 'published' | 'unchanged' | 'relabelled' | 'live-again';

/** The version that a definition would be published as, and what that would be. */
export async function planJourney(
  on: Database | Transaction,
  { workspace, definition, keptIn }: { workspace: string; definition: JourneyDefinition; keptIn: KeptIn },
): Promise<{ version: number; change: PublishChange; hash: string }> {
  const hash = createHash('sha256')
    .update(canonicalJson(meaningOf(definition)))
    .digest('hex');
  const [[same], [newest]] = await Promise.all([
    rows<{ version: number; live: boolean; keptIn: KeptIn; definition: JourneyDefinition }>(
      on,
      `select v.version, v.version = j.live_version as live, j.kept_in as "keptIn", v.definition
       from journey_versions v join journeys j on j.workspace = v.workspace and j.id = v.journey_id
       where v.workspace = ? and v.journey_id = ? and v.hash = ?`,
      [workspace, definition.id, hash],
    ),
    rows<{ version: number }>(
      on,
      `select max(version) as version from journey_versions where workspace = ? and journey_id = ?`,
      [workspace, definition.id],
    ),
  ]);
  if (same?.live && same.keptIn === keptIn && canonicalJson(same.definition) === canonicalJson(definition))
    return { version: same.version, change: 'unchanged', hash };
  const version = same?.version ?? (newest?.version ?? 0) + 1;
  return { version, change: same === undefined ? 'published' : same.live ? 'relabelled' : 'live-again', hash };
}

/**
 * Stores one definition as a version, whose meaning never changes; titles and descriptions may, since they are not part of
 * the hash. New meaning makes the next version; the meaning of the live version changes nothing but its
 * labels; the meaning of an earlier version makes that version live again, since content is what a version is.
 */
export async function publishJourney(
  trx: Transaction,
  {
    workspace,
    definition,
    now,
    by,
    keptIn,
  }: { workspace: string; definition: JourneyDefinition; now: number; by?: string | undefined; keptIn: KeptIn },
): Promise<{ version: number; change: PublishChange }> {
  const { version, change, hash } = await planJourney(trx, { workspace, definition, keptIn });
  if (change === 'unchanged') return { version, change };
  await execute(
    trx,
    `insert into journey_versions (workspace, journey_id, version, hash, definition, published_at, published_by)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (workspace, journey_id, version) do update set definition = excluded.definition`,
    [workspace, definition.id, version, hash, JSON.stringify(definition), timestamp(now), by ?? null],
  );
  await execute(
    trx,
    `insert into journeys (workspace, id, live_version, kept_in, created_at, updated_at) values (?, ?, ?, ?, ?, ?)
     on conflict (workspace, id) do update set live_version = excluded.live_version, kept_in = excluded.kept_in, updated_at = excluded.updated_at`,
    [workspace, definition.id, version, keptIn, timestamp(now), timestamp(now)],
  );
  return { version, change };
}

/** Locks the workspace against a second publish at the same time. */
export async function lockWorkspace(trx: Transaction, workspace: string): Promise<void> {
  await execute(trx, `select 1 from workspaces where id = ? for no key update`, [workspace]);
}

/** From this commit on, every process sees that there is a newer catalog version, and loads what it lacks of it. */
export async function advanceCatalogVersion(trx: Transaction, workspace: string): Promise<void> {
  await execute(trx, `update workspaces set catalog_number = catalog_number + 1 where id = ?`, [workspace]);
}

/** Where journeys are kept, of those that are there. */
export async function listKeptIn(
  on: Database | Transaction,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KeptIn>> {
  const found = await rows<{ id: string; keptIn: KeptIn }>(
    on,
    `select id, kept_in as "keptIn" from journeys where workspace = ? and id = any (cast(? as text[]))`,
    [workspace, ids],
  );
  return new Map(found.map(({ id, keptIn }) => [id, keptIn]));
}

/** A version as lists show it: without its definition, which may be large. */
export interface VersionSummary {
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: number;
  /** Who published it first: a person, or the title of a key. Null: nobody said. */
  readonly publishedBy: string | null;
}

/** All versions of a journey, the newest first. */
export async function listVersions(
  database: Database,
  { workspace, journeyId }: { workspace: string; journeyId: string },
): Promise<VersionSummary[]> {
  return rows<VersionSummary>(
    database,
    `select version, hash, published_at as "publishedAt", published_by as "publishedBy" from journey_versions
     where workspace = ? and journey_id = ? order by version desc`,
    [workspace, journeyId],
  );
}

/** The live version of a journey with its definition, in the form of this release. */
export async function findLiveVersion(
  database: Database | Transaction,
  { workspace, journeyId }: { workspace: string; journeyId: string },
): Promise<(VersionSummary & { readonly definition: JourneyDefinition }) | undefined> {
  const [live] = await rows<VersionSummary & { definition: unknown }>(
    database,
    `select v.version, v.hash, v.published_at as "publishedAt", v.published_by as "publishedBy", v.definition
     from journeys j join journey_versions v
       on v.workspace = j.workspace and v.journey_id = j.id and v.version = j.live_version
     where j.workspace = ? and j.id = ?`,
    [workspace, journeyId],
  );
  return live && { ...live, definition: definitionVersions.upgrade(live.definition) };
}

/** What is shown of a journey: its live version, else its newest. */
export async function findShownVersion(
  database: Database,
  { workspace, journeyId }: { workspace: string; journeyId: string },
): Promise<(VersionSummary & { readonly definition: JourneyDefinition; readonly isLive: boolean }) | undefined> {
  const [shown] = await rows<VersionSummary & { definition: unknown; isLive: boolean }>(
    database,
    `select v.version, v.hash, v.published_at as "publishedAt", v.published_by as "publishedBy", v.definition,
            j.live_version is not null as "isLive"
     from journeys j join journey_versions v on v.workspace = j.workspace and v.journey_id = j.id
     where j.workspace = ? and j.id = ? and (j.live_version is null or v.version = j.live_version)
     order by v.version desc limit 1`,
    [workspace, journeyId],
  );
  return shown && { ...shown, definition: definitionVersions.upgrade(shown.definition) };
}

/** One version of a journey with its definition, in the form of this release. */
export async function findVersion(
  database: Database,
  { workspace, journeyId, version }: { workspace: string; journeyId: string; version: number },
): Promise<(VersionSummary & { readonly definition: JourneyDefinition }) | undefined> {
  const [found] = await rows<VersionSummary & { definition: unknown }>(
    database,
    `select version, hash, published_at as "publishedAt", published_by as "publishedBy", definition from journey_versions
     where workspace = ? and journey_id = ? and version = ?`,
    [workspace, journeyId, version],
  );
  return found && { ...found, definition: definitionVersions.upgrade(found.definition) };
}

const liveDefinitions = `select v.definition from journeys j join journey_versions v
    on v.workspace = j.workspace and v.journey_id = j.id and v.version = j.live_version
  where j.workspace = ?`;

/** The live definitions of a workspace. */
export async function listLiveDefinitions(
  database: Database | Transaction,
  workspace: string,
): Promise<JourneyDefinition[]> {
  const live = await rows<{ definition: unknown }>(database, `${liveDefinitions} order by j.id`, [workspace]);
  return live.map(({ definition }) => definitionVersions.upgrade(definition));
}

/** Of them, those that draw arms: with a holdout or a split. A publish reads no others. */
export async function listDrawingDefinitions(trx: Transaction, workspace: string): Promise<JourneyDefinition[]> {
  const drawing = await rows<{ definition: unknown }>(
    trx,
    `${liveDefinitions} and jsonb_path_exists(v.definition, cast(? as jsonpath)) order by j.id`,
    [workspace, '$ ? (exists(@.holdoutPerMille) || exists(@.steps.* ? (@.type == "split")))'],
  );
  return drawing.map(({ definition }) => definitionVersions.upgrade(definition));
}

/** Of them, those that customers enter by schedule or by date. */
export async function listScheduledDefinitions(
  on: Database | Transaction,
  workspace: string,
): Promise<JourneyDefinition[]> {
  const scheduled = await rows<{ definition: unknown }>(
    on,
    `${liveDefinitions} and jsonb_path_exists(v.definition, cast(? as jsonpath)) order by j.id`,
    [workspace, '$.entry[*] ? (@.on == "schedule" || @.on == "date")'],
  );
  return scheduled.map(({ definition }) => definitionVersions.upgrade(definition));
}

/**
 * The channels that live journeys send by: those of their send steps, and those that the policies of their decide steps may
 * give. Paths are parameters: their question marks are none of ours.
 */
const channelUses = `with live as (
    select j.id as journey, v.definition from journeys j join journey_versions v
      on v.workspace = j.workspace and v.journey_id = j.id and v.version = j.live_version
    where j.workspace = ?)
  select journey, jsonb_path_query(definition, cast(? as jsonpath)) #>> '{}' as channel from live
  union
  select journey, jsonb_path_query(chosen.definition, cast(? as jsonpath)) #>> '{}'
  from (select journey, jsonb_path_query(definition, cast(? as jsonpath)) #>> '{}' as policy from live) decides
  join policies p on p.workspace = ? and p.id = decides.policy
  join policy_versions chosen
    on chosen.workspace = p.workspace and chosen.policy_id = p.id and chosen.version = p.live_version`;
const channelUsesOf = (workspace: string) => [
  workspace,
  '$.steps.* ? (@.type == "send").channels[*] ? (@.type() == "string")', // else a reference to what a policy gives
  '$.candidates[*].gives.channels[*]',
  '$.steps.* ? (@.type == "decide").policy',
  workspace,
];

/** The channels that each live journey sends by. */
export async function listChannelUses(
  trx: Transaction,
  workspace: string,
): Promise<{ readonly journey: string; readonly channel: string }[]> {
  return rows(trx, `select * from (${channelUses}) used order by journey, channel`, channelUsesOf(workspace));
}

/** The channels that live journeys send by, by their ids. */
export async function listChannelsInUse(database: Database, workspace: string): Promise<string[]> {
  const channels = await rows<{ channel: string }>(
    database,
    `select distinct channel from (${channelUses}) used`,
    channelUsesOf(workspace),
  );
  return channels.map(({ channel }) => channel).sort();
}

/** Grows with every publish: what is read of the live journeys stays true for as long as it is the same. */
export async function readCatalogVersion(database: Database, workspace: string): Promise<number> {
  const [row] = await rows<{ version: number }>(
    database,
    `select catalog_number as version from workspaces where id = ?`,
    [workspace],
  );
  return row?.version ?? 0;
}
