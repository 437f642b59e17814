import { canonicalJson } from '../../core/base/canonical-json.ts';
import { PermanentFailure } from '../../core/base/failure.ts';
import { capsLookBack } from '../../core/workspace/caps.ts';
import { type Configuration, defaultConfiguration, readConfiguration } from '../../core/workspace/configuration.ts';
import { createCache } from '../database/cache.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';
import { observeWorkspace } from '../journeys/observations.ts';

export interface StoredConfiguration {
  /** 0 until one is published. */
  readonly version: number;
  readonly configuration: Configuration;
}

const configurationCache = createCache<Configuration>(200);

/** The configuration that holds now. Its version is read each time; a version's content never changes and is cached. */
export async function getConfiguration(
  database: Database,
  on: Database | Transaction,
  workspace: string,
): Promise<StoredConfiguration> {
  const [row] = await rows<{ version: number }>(
    on,
    `select configuration_version as version from workspaces where id = ?`,
    [workspace],
  );
  const version = row?.version ?? 0;
  return { version, configuration: await getConfigurationVersion(database, on, { workspace, version }) };
}

/** The content of a version, from memory once it was read. 0: what holds until one is published. */
export async function getConfigurationVersion(
  database: Database,
  on: Database | Transaction,
  { workspace, version }: { workspace: string; version: number },
): Promise<Configuration> {
  if (version === 0) return defaultConfiguration;
  return configurationCache(database, `${workspace}@${version}`, async () => {
    const [stored] = await rows<{ configuration: unknown }>(
      on,
      `select configuration from configuration_versions where workspace = ? and version = ?`,
      [workspace, version],
    );
    const read = readConfiguration(stored?.configuration);
    if (!read.configuration) throw new PermanentFailure('configuration-unreadable', `of version ${version}`);
    return read.configuration;
  });
}

/** When a version was published, and by whom: a person, or the title of a key. Undefined for version 0. */
export async function findConfigurationPublishing(
  database: Database,
  { workspace, version }: { workspace: string; version: number },
): Promise<{ readonly publishedAt: number; readonly publishedBy: string | null } | undefined> {
  const [found] = await rows<{ publishedAt: number; publishedBy: string | null }>(
    database,
    `select published_at as "publishedAt", published_by as "publishedBy" from configuration_versions
     where workspace = ? and version = ?`,
    [workspace, version],
  );
  return found;
}

/** Stores a configuration as the next version, unless it equals the one that holds. Call with the workspace locked. */
export async function publishConfiguration(
  trx: Transaction,
  {
    workspace,
    configuration,
    now,
    by,
  }: { workspace: string; configuration: Configuration; now: number; by?: string | undefined },
): Promise<{ readonly version: number; readonly change: 'published' | 'unchanged' }> {
  const [current] = await rows<{ version: number; configuration: unknown }>(
    trx,
    `select w.configuration_version as version, v.configuration from workspaces w
     left join configuration_versions v on v.workspace = w.id and v.version = w.configuration_version where w.id = ?`,
    [workspace],
  );
  const version = current?.version ?? 0;
  if (current?.configuration && canonicalJson(current.configuration as never) === canonicalJson(configuration as never))
    return { version, change: 'unchanged' };
  await execute(
    trx,
    `insert into configuration_versions (workspace, version, configuration, published_at, published_by) values (?, ?, ?, ?, ?)`,
    [workspace, version + 1, JSON.stringify(configuration), timestamp(now), by ?? null],
  );
  const lookBack = capsLookBack(configuration.caps) ?? null;
  await execute(
    trx,
    `update workspaces set configuration_version = ?, caps_for = cast(? as bigint) * interval '1 millisecond',
       caps_since = case when cast(? as bigint) is not null then coalesce(caps_since, ?) end
     where id = ?`,
    [version + 1, lookBack, lookBack, timestamp(now), workspace],
  );
  await observeWorkspace(trx, { workspace, on: configuration.observe.all, by: by ?? 'publish' });
  return { version: version + 1, change: 'published' };
}
