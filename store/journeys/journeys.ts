import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { meaningOf } from '../../core/journey/definition/meaning.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import { createKept } from '../database/kept.ts';

/** A published version. Its meaning never changes; titles and descriptions may, since they are not part of the hash. */
export interface JourneyVersion {
  readonly journeyId: string;
  readonly version: number;
  readonly hash: string;
  readonly definition: JourneyDefinition;
  readonly live: boolean;
  readonly publishedAt: number;
}

export type PublishChange = 'published' | 'unchanged' | 'relabelled' | 'live-again';

/**
 * Stores one definition. New meaning makes the next version; the meaning of the live version changes nothing but its
 * labels; the meaning of an earlier version makes that version live again, since content is what a version is.
 */
export async function publishJourney(
  trx: Transaction,
  { workspace, definition, now }: { workspace: string; definition: JourneyDefinition; now: number },
): Promise<{ version: number; change: PublishChange }> {
  const hash = createHash('sha256')
    .update(canonicalJson(meaningOf(definition)))
    .digest('hex');
  const known = await rows<{ version: number; hash: string; live: boolean; definition: JourneyDefinition }>(
    trx,
    `select v.version, v.hash, v.version = j.live_version as live, v.definition
     from journey_versions v join journeys j on j.workspace = v.workspace and j.id = v.journey_id
     where v.workspace = ? and v.journey_id = ?`,
    [workspace, definition.id],
  );
  const same = known.find((version) => version.hash === hash);
  if (same?.live && canonicalJson(same.definition) === canonicalJson(definition))
    return { version: same.version, change: 'unchanged' };
  const version = same?.version ?? Math.max(0, ...known.map((each) => each.version)) + 1;
  await execute(
    trx,
    `insert into journey_versions (workspace, journey_id, version, hash, definition, published_at) values (?, ?, ?, ?, ?, ?)
     on conflict (workspace, journey_id, version) do update set definition = excluded.definition`,
    [workspace, definition.id, version, hash, JSON.stringify(definition), timestamp(now)],
  );
  await execute(
    trx,
    `insert into journeys (workspace, id, live_version, created_at, updated_at) values (?, ?, ?, ?, ?)
     on conflict (workspace, id) do update set live_version = excluded.live_version, updated_at = excluded.updated_at`,
    [workspace, definition.id, version, timestamp(now), timestamp(now)],
  );
  return { version, change: same === undefined ? 'published' : same.live ? 'relabelled' : 'live-again' };
}

/** Locks the workspace against a second publish at the same time. */
export async function lockWorkspace(trx: Transaction, workspace: string): Promise<void> {
  await execute(trx, `select 1 from workspaces where id = ? for no key update`, [workspace]);
}

/** From this commit on, intake in every process reads the definitions anew. */
export async function advanceCatalog(trx: Transaction, workspace: string): Promise<void> {
  await execute(trx, `update workspaces set catalog_number = catalog_number + 1 where id = ?`, [workspace]);
}

export async function getCatalogNumber(database: Database | Transaction, workspace: string): Promise<number> {
  const [row] = await rows<{ catalogNumber: number }>(
    database,
    `select catalog_number as "catalogNumber" from workspaces where id = ?`,
    [workspace],
  );
  if (!row) throw new Error(`there is no workspace "${workspace}"`);
  return row.catalogNumber;
}

const versionColumns = `v.journey_id as "journeyId", v.version, v.hash, v.definition, v.version = j.live_version as live,
  v.published_at as "publishedAt"`;

/** All versions, or those of one journey; the newest first within a journey. */
export async function listVersions(
  database: Database | Transaction,
  { workspace, journeyId }: { workspace: string; journeyId?: string },
): Promise<JourneyVersion[]> {
  return rows<JourneyVersion>(
    database,
    `select ${versionColumns} from journey_versions v
     join journeys j on j.workspace = v.workspace and j.id = v.journey_id
     where v.workspace = ? and (cast(? as text) is null or v.journey_id = ?) order by v.journey_id, v.version desc`,
    [workspace, journeyId ?? null, journeyId ?? null],
  );
}

const keptDefinition = createKept<JourneyDefinition>(1_000);

/**
 * A version's definition, kept in memory under the catalog number at which it is asked for: each publish, which may also
 * rename the steps of a version that exists, has it read once more.
 */
export async function getDefinition(
  database: Database,
  trx: Transaction,
  asked: { workspace: string; journeyId: string; version: number; catalogNumber: number },
): Promise<JourneyDefinition> {
  const { workspace, journeyId, version, catalogNumber } = asked;
  return keptDefinition(database, `${catalogNumber} ${workspace} ${journeyId}@${version}`, async () => {
    const [row] = await rows<{ definition: JourneyDefinition }>(
      trx,
      `select definition from journey_versions where workspace = ? and journey_id = ? and version = ?`,
      [workspace, journeyId, version],
    );
    if (!row) throw new Error(`journey "${journeyId}" has no version ${version}`);
    return row.definition;
  });
}
