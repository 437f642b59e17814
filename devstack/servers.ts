import { join } from 'node:path';
import { temporalOptions } from '../config/connections.ts';
import type { Settings } from '../config/settings.ts';
import { openDatabase } from '../store/database/database.ts';
import { migrate } from '../store/migrations/migrate.ts';
import { prepareTemporal } from '../worker/prepare-temporal.ts';
import { type DevKeys, ensureDevKeys, ensureUserTokenKey } from './dev-keys.ts';
import { startPostgres, withClient } from './postgres/postgres.ts';
import type { Child, ChildSurroundings } from './processes/children.ts';
import { inSeconds, type Reporter } from './reporter.ts';
import { stackProblem } from './stack-problem.ts';
import { startTemporal } from './temporal/temporal.ts';
import { findTemporalBinary, temporalCacheFolder } from './temporal/temporal-binary.ts';

/**
 * The two servers that Throughline needs, each brought up to the point where a role can use it: ours, or with
 * DATABASE_URL and TEMPORAL_ADDRESS existing ones, which are prepared in the same way and never stopped.
 */
export interface Surroundings extends ChildSurroundings {
  readonly reporter: Reporter;
}

export interface Folders {
  readonly settings: Settings;
  readonly dataFolder: string;
  readonly logFolder: string;
}

export interface DatabaseReady {
  readonly database: { readonly url: string; readonly directUrl: string; readonly child: Child | undefined };
  readonly keys: DevKeys;
  readonly userTokenKey: string;
  takeDown(): Promise<void>;
}

export async function bringUpDatabase(folders: Folders, surroundings: Surroundings): Promise<DatabaseReady> {
  const { settings, dataFolder, logFolder } = folders;
  const { say } = surroundings;
  const startedAt = Date.now();
  let child: Child | undefined;
  let url = settings.databaseUrl;
  if (url === undefined) {
    say(`  Starting PostgreSQL (data in ${join(settings.dataFolder, 'postgres')})`);
    const postgres = await startPostgres({ dataFolder, logFolder, port: settings.ports.postgres }, surroundings);
    ({ url, child } = postgres);
  } else {
    say('  Using the PostgreSQL of DATABASE_URL');
    await checkAccess(settings.databaseDirectUrl ?? url);
  }
  // The direct URL that was set belongs to the database that was set.
  const directUrl = child === undefined ? (settings.databaseDirectUrl ?? url) : url;
  try {
    const prepared = await prepareDatabase(
      directUrl,
      dataFolder,
      child === undefined ? undefined : deleteFolder(settings),
    );
    const who = child === undefined ? '' : ` (process ${child.pid()})`;
    say(`  PostgreSQL is ready and migrated after ${inSeconds(Date.now() - startedAt)}${who}`);
    return { database: { url, directUrl, child }, ...prepared, takeDown: async () => child?.stop() };
  } catch (error) {
    await child?.stop();
    throw error;
  }
}

/** How to begin again with data of a version that this one can't read. */
function deleteFolder({ dataFolder }: Settings): string {
  return `Delete the folder ${dataFolder} (it holds this stack's data only) and start again.`;
}

async function prepareDatabase(url: string, dataFolder: string, remedy: string | undefined) {
  await migrate(url, remedy);
  const database = openDatabase({ url, max: 2 });
  try {
    return { keys: await ensureDevKeys(database, dataFolder), userTokenKey: await ensureUserTokenKey(database) };
  } finally {
    await database.destroy();
  }
}

async function checkAccess(url: string): Promise<void> {
  try {
    await withClient(url, () => Promise.resolve());
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    throw stackProblem(
      'database-unreachable',
      'DATABASE_URL',
      `that PostgreSQL does not let us in (${message || code})`,
      'Fix the address or start that server; without DATABASE_URL a PostgreSQL of our own is started.',
    );
  }
}

export interface TemporalReady {
  readonly address: string;
  readonly child: Child | undefined;
  takeDown(): Promise<void>;
}

export async function bringUpTemporal(folders: Folders, surroundings: Surroundings): Promise<TemporalReady> {
  const { settings } = folders;
  const { say } = surroundings;
  const startedAt = Date.now();
  const namespace = settings.temporalNamespace;
  const temporal = await (settings.temporalAddress === undefined
    ? startOwnTemporal(folders, surroundings)
    : useTemporal(settings.temporalAddress, say));
  try {
    const access = temporal.child === undefined ? temporalOptions(settings) : { address: temporal.address, namespace };
    await prepareTemporal(access).catch((error: Error) => Promise.reject(unusableTemporal(error)));
    const { child } = temporal;
    const who = child === undefined ? '' : ` (process ${child.pid()})`;
    say(`  Temporal is ready after ${inSeconds(Date.now() - startedAt)}${who}`);
    return { ...temporal, takeDown: async () => child?.stop() };
  } catch (error) {
    await temporal.child?.stop();
    throw error;
  }
}

/** `prepareTemporal` says in a sentence what is wrong and what helps. */
function unusableTemporal({ message }: Error): Error {
  const remedy = 'Fix TEMPORAL_ADDRESS, or leave it out and a server of our own is started.';
  return stackProblem('temporal-unusable', 'Temporal', message, remedy);
}

async function startOwnTemporal({ settings, dataFolder, logFolder }: Folders, surroundings: Surroundings) {
  const { reporter, say, signal } = surroundings;
  const { path: binary, source } = await findTemporalBinary({
    explicitPath: settings.temporalBinary,
    programFolders: settings.programFolders,
    cacheFolder: temporalCacheFolder(dataFolder),
    progress: (text) => reporter.progress('Temporal CLI', text),
    ...{ say, signal },
  });
  say(`  Starting Temporal (binary ${source})`);
  const { host, ports, temporalNamespace: namespace } = settings;
  const where = { host, port: ports.temporal, uiPort: ports.temporalUi, namespace };
  return startTemporal({ binary, dataFolder, logFolder, ...where }, surroundings);
}

async function useTemporal(address: string, say: (line: string) => void) {
  say(`  Using the Temporal server at ${address} (TEMPORAL_ADDRESS)`);
  return { address, child: undefined };
}
