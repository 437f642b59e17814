import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/base/canonical-json.ts';
import { PermanentFailure } from '../../core/base/failure.ts';
import { createCache } from '../database/cache.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** Channel ▸ part ▸ Liquid source: { email: { subject: "…", html: "…", text: "…" } }. */
export type TemplateContent = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface StoredTemplate {
  readonly id: string;
  readonly version: number;
  readonly content: TemplateContent;
}

/** Stores a template's content as its live version; equal content changes nothing. */
export async function publishTemplate(
  trx: Transaction,
  { workspace, id, content, now }: { workspace: string; id: string; content: TemplateContent; now: number },
): Promise<{ version: number; change: 'published' | 'unchanged' }> {
  const hash = createHash('sha256').update(canonicalJson(content)).digest('hex');
  const known = await rows<{ version: number; hash: string; live: boolean }>(
    trx,
    `select v.version, v.hash, v.version = t.live_version as live from template_versions v
     join templates t on t.workspace = v.workspace and t.id = v.template_id
     where v.workspace = ? and v.template_id = ?`,
    [workspace, id],
  );
  const same = known.find((each) => each.hash === hash);
  if (same?.live) return { version: same.version, change: 'unchanged' };
  const version = same?.version ?? Math.max(0, ...known.map((each) => each.version)) + 1;
  if (!same) {
    await execute(
      trx,
      `insert into template_versions (workspace, template_id, version, hash, content, published_at) values (?, ?, ?, ?, ?, ?)`,
      [workspace, id, version, hash, JSON.stringify(content), timestamp(now)],
    );
  }
  await execute(
    trx,
    `insert into templates (workspace, id, live_version, updated_at) values (?, ?, ?, ?)
     on conflict (workspace, id) do update set live_version = excluded.live_version, updated_at = excluded.updated_at`,
    [workspace, id, version, timestamp(now)],
  );
  return { version, change: 'published' };
}

/** The channels each live template has content for. */
export async function listTemplateChannels(
  database: Database | Transaction,
  workspace: string,
): Promise<Map<string, { channels: ReadonlySet<string> }>> {
  const found = await rows<{ id: string; channels: string[] }>(
    database,
    `select t.id, array(select jsonb_object_keys(v.content)) as channels from templates t
     join template_versions v on v.workspace = t.workspace and v.template_id = t.id and v.version = t.live_version
     where t.workspace = ?`,
    [workspace],
  );
  return new Map(found.map(({ id, channels }) => [id, { channels: new Set(channels) }]));
}

const contentCache = createCache<TemplateContent>(500);

/** A template's version; its content never changes, so it is read once and kept in memory. */
export async function getTemplate(
  database: Database,
  trx: Transaction,
  { workspace, id, version }: { workspace: string; id: string; version: number },
): Promise<StoredTemplate> {
  const content = await contentCache(database, `${workspace} ${id}@${version}`, async () => {
    const [row] = await rows<{ content: TemplateContent }>(
      trx,
      `select content from template_versions where workspace = ? and template_id = ? and version = ?`,
      [workspace, id, version],
    );
    if (!row) throw new PermanentFailure('template-gone', `template "${id}" has no version ${version}`);
    return row.content;
  });
  return { id, version, content };
}
