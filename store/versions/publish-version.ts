import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import { execute, rows, type Transaction, timestamp } from '../database/database.ts';
import type { PublishChange } from '../journeys/journeys.ts';

export interface PublishedVersion {
  readonly version: number;
  readonly change: PublishChange;
}

/** Kinds of definitions that are kept in versions: <kind>s has the live one, <kind>_versions has all. */
export type VersionedKind = 'segment' | 'policy' | 'offer';

const tables: Readonly<Record<VersionedKind, string>> = { segment: 'segments', policy: 'policies', offer: 'offers' };

/**
 * Stores a definition as a version that is named by its content: a new meaning makes the next one, titles alone change the
 * live one, a meaning that was there before makes its version live again. Call with the workspace locked.
 */
export async function publishVersion(
  trx: Transaction,
  kind: VersionedKind,
  {
    workspace,
    definition,
    meaning,
    now,
    by,
  }: {
    readonly workspace: string;
    readonly definition: { readonly id: string };
    readonly meaning: unknown;
    readonly now: number;
    readonly by: string | undefined;
  },
): Promise<PublishedVersion> {
  const { id } = definition;
  const [table, versions, idColumn] = [tables[kind], `${kind}_versions`, `${kind}_id`];
  const hash = createHash('sha256').update(canonicalJson(meaning)).digest('hex');
  const [[same], [newest]] = await Promise.all([
    rows<{ version: number; live: boolean; definition: unknown }>(
      trx,
      `select v.version, v.version = t.live_version as live, v.definition
       from ${versions} v join ${table} t on t.workspace = v.workspace and t.id = v.${idColumn}
       where v.workspace = ? and v.${idColumn} = ? and v.hash = ?`,
      [workspace, id, hash],
    ),
    rows<{ version: number | null }>(
      trx,
      `select max(version) as version from ${versions} where workspace = ? and ${idColumn} = ?`,
      [workspace, id],
    ),
  ]);
  const isSame = same && canonicalJson(same.definition) === canonicalJson(definition);
  if (same?.live && isSame) return { version: same.version, change: 'unchanged' };
  const version = same?.version ?? (newest?.version ?? 0) + 1;
  await execute(
    trx,
    `insert into ${versions} (workspace, ${idColumn}, version, hash, definition, published_at, published_by)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (workspace, ${idColumn}, version) do update set definition = excluded.definition`,
    [workspace, id, version, hash, JSON.stringify(definition), timestamp(now), by ?? null],
  );
  await execute(
    trx,
    `insert into ${table} (workspace, id, live_version, created_at, updated_at) values (?, ?, ?, ?, ?)
     on conflict (workspace, id) do update set live_version = excluded.live_version, updated_at = excluded.updated_at`,
    [workspace, id, version, timestamp(now), timestamp(now)],
  );
  return { version, change: same === undefined ? 'published' : same.live ? 'relabelled' : 'live-again' };
}
