import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../core/base/canonical-json.ts';
import { PermanentFailure } from '../../core/base/failure.ts';
import { type DeclaredObject, readDeclaredData } from '../../core/content/declared-data.ts';
import { createCache } from '../database/cache.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/** Channel ▸ part ▸ Liquid source: { email: { subject: "…", html: "…", "html.de": "…" } }. */
export type TemplateContent = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Partial, or partial.language ▸ source. */
export type PartialSources = Readonly<Record<string, string>>;

/** Name ▸ what a template's variables hold in this sample. */
export type Fixtures = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** All that a rendering is made of, beside the customer's own data. */
export interface TemplateSource {
  readonly content: TemplateContent;
  readonly partials: PartialSources;
  readonly data: DeclaredObject | undefined;
}

export interface StoredTemplate extends TemplateSource {
  readonly id: string;
  readonly version: number;
  readonly fixtures: Fixtures;
}

export interface PublishedTemplate {
  readonly id: string;
  readonly content: TemplateContent;
  /** Those that the content names; what they say is part of the version. */
  readonly partials: PartialSources;
  /** The declaration as it was written. */
  readonly data?: unknown;
  readonly fixtures: Fixtures;
}

/**
 * Stores a template as its live version; an equal one changes nothing but its fixtures. Partials are stored with the version
 * and are part of its hash, so that it renders the same forever.
 */
export async function publishTemplate(
  trx: Transaction,
  { workspace, template, now }: { workspace: string; template: PublishedTemplate; now: number },
): Promise<{ version: number; change: 'published' | 'unchanged' }> {
  const { id, content, partials, data, fixtures } = template;
  const hash = createHash('sha256').update(canonicalJson({ content, partials, data })).digest('hex');
  const known = await rows<{ version: number; hash: string; live: boolean }>(
    trx,
    `select v.version, v.hash, v.version = t.live_version as live from template_versions v
     join templates t on t.workspace = v.workspace and t.id = v.template_id
     where v.workspace = ? and v.template_id = ?`,
    [workspace, id],
  );
  const same = known.find((each) => each.hash === hash);
  const version = same?.version ?? Math.max(0, ...known.map((each) => each.version)) + 1;
  await execute(
    trx,
    `insert into template_versions (workspace, template_id, version, hash, content, partials, data, fixtures, published_at)
     values (?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?)
     on conflict (workspace, template_id, version) do update set fixtures = excluded.fixtures
       where template_versions.fixtures <> excluded.fixtures`,
    [
      ...[workspace, id, version, hash, JSON.stringify(content), JSON.stringify(partials)],
      ...[data === undefined ? null : JSON.stringify(data), JSON.stringify(fixtures), timestamp(now)],
    ],
  );
  if (same?.live) return { version, change: 'unchanged' };
  await execute(
    trx,
    `insert into templates (workspace, id, live_version, updated_at) values (?, ?, ?, ?)
     on conflict (workspace, id) do update set live_version = excluded.live_version, updated_at = excluded.updated_at`,
    [workspace, id, version, timestamp(now)],
  );
  return { version, change: 'published' };
}

/** What each live template has and needs, for the publish check of journeys. */
export async function listTemplateSummaries(
  database: Database | Transaction,
  workspace: string,
): Promise<Map<string, { channels: ReadonlySet<string>; data: DeclaredObject | undefined }>> {
  const found = await rows<{ id: string; channels: string[]; data: unknown }>(
    database,
    `select t.id, array(select jsonb_object_keys(v.content)) as channels, v.data from templates t
     join template_versions v on v.workspace = t.workspace and v.template_id = t.id and v.version = t.live_version
     where t.workspace = ?`,
    [workspace],
  );
  return new Map(found.map(({ id, channels, data }) => [id, { channels: new Set(channels), data: declared(data) }]));
}

const columns = 'v.version, v.content, v.partials, v.data, v.fixtures';

interface VersionRow {
  readonly version: number;
  readonly content: TemplateContent;
  readonly partials: PartialSources;
  readonly data: unknown;
  readonly fixtures: Fixtures;
}

/** A declaration was read by the publish check before it was stored. */
function declared(data: unknown): DeclaredObject | undefined {
  return data === null ? undefined : readDeclaredData(data, 'data').data;
}

const versionCache = createCache<StoredTemplate>(500);

/** A template's version; what it renders never changes, so it is read once and kept in memory. */
export async function getTemplate(
  database: Database,
  trx: Transaction,
  { workspace, id, version }: { workspace: string; id: string; version: number },
): Promise<StoredTemplate> {
  return versionCache(database, `${workspace} ${id}@${version}`, async () => {
    const [row] = await rows<VersionRow>(
      trx,
      `select ${columns} from template_versions v where workspace = ? and template_id = ? and version = ?`,
      [workspace, id, version],
    );
    if (!row) throw new PermanentFailure('template-gone', `template "${id}" has no version ${version}`);
    return { ...row, id, data: declared(row.data) };
  });
}

/** The live version with its fixtures as they now are. */
export async function findLiveTemplate(
  database: Database,
  { workspace, id }: { workspace: string; id: string },
): Promise<StoredTemplate | undefined> {
  const [row] = await rows<VersionRow>(
    database,
    `select ${columns} from templates t
     join template_versions v on v.workspace = t.workspace and v.template_id = t.id and v.version = t.live_version
     where t.workspace = ? and t.id = ?`,
    [workspace, id],
  );
  return row && { ...row, id, data: declared(row.data) };
}

/** Live templates that use one of these partials, as they were written: what changes a partial makes new versions of them. */
export async function listTemplatesThatUse(
  trx: Transaction,
  { workspace, partials }: { workspace: string; partials: readonly string[] },
): Promise<PublishedTemplate[]> {
  const found = await rows<VersionRow & { id: string }>(
    trx,
    `select t.id, ${columns} from templates t
     join template_versions v on v.workspace = t.workspace and v.template_id = t.id and v.version = t.live_version
     where t.workspace = ? and exists (
       select 1 from jsonb_object_keys(v.partials) as used (name) where split_part(used.name, '.', 1) = any(cast(? as text[])))
     order by t.id`,
    [workspace, partials],
  );
  return found.map(({ id, content, partials: used, data, fixtures }) => ({
    id,
    content,
    partials: used,
    ...(data !== null && { data }),
    fixtures,
  }));
}

/** The live templates, without their content. */
export function listLiveTemplates(
  database: Database,
  workspace: string,
): Promise<{ readonly id: string; readonly version: number; readonly channels: readonly string[] }[]> {
  return rows(
    database,
    `select t.id, t.live_version as version, array(select jsonb_object_keys(v.content) order by 1) as channels from templates t
     join template_versions v on v.workspace = t.workspace and v.template_id = t.id and v.version = t.live_version
     where t.workspace = ? order by t.id`,
    [workspace],
  );
}
