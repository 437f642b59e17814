import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings } from '../../config/settings.ts';
import { startPostgres } from '../../devstack/postgres/postgres.ts';
import { createChildRecords } from '../../devstack/processes/child-records.ts';
import type { Child } from '../../devstack/processes/children.ts';
import { startTemporal } from '../../devstack/temporal/temporal.ts';
import { findTemporalBinary, temporalCacheFolder } from '../../devstack/temporal/temporal-binary.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { freePort } from '../../worker/free-port.ts';
import { type ServerName, serverFile, serversFolder, variables } from './addresses.ts';
import { prepareSpareDatabases } from './database.ts';
import { fillPool } from './namespaces.ts';

/**
 * The servers of a test run, one set for all files: PostgreSQL with a migrated template database that each file clones,
 * and Temporal with namespaces made ahead. They start while the pure tests run: a test that needs one waits for its
 * address, which comes by environment, or in a file once the server answers.
 */
interface Servers {
  readonly folder: string;
  readonly children: Child[];
  readonly records: ReturnType<typeof createChildRecords>;
  readonly starting: Map<ServerName, Promise<void>>;
}

const held = globalThis as typeof globalThis & { throughlineServers?: Servers };

/**
 * The tests' PostgreSQL need not outlive a power cut, and its databases are small. A truncate looks through all buffers for
 * each table and index, and a new backend maps those that it touches: with 256 MB a clone took 600 ms and a truncate 200,
 * with 32 MB 85 and 50.
 */
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' };

/** Starts what is not there yet, and waits for it. `durable`: writes reach the disk, as in production. */
export async function ensureServers(...wanted: ServerName[]): Promise<void> {
  await Promise.all(beginServers(wanted, { durable: true }));
}

/** The same without waiting; `addressOf` waits. */
export function beginServers(wanted: readonly ServerName[], { durable = false } = {}): Promise<void>[] {
  const missing = wanted.filter((name) => !process.env[variables[name]]);
  if (missing.length === 0) return [];
  const servers = openServers();
  return missing.map((name) => {
    const started = servers.starting.get(name) ?? begin(servers, name, durable);
    servers.starting.set(name, started);
    started.catch(() => {}); // reported to the callers of addressOf
    return started;
  });
}

function openServers(): Servers {
  if (held.throughlineServers) return held.throughlineServers;
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-test-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user where we are root: it must get through
  const records = createChildRecords(folder);
  process.once('exit', () => records.signalAll('kill')); // a run that is broken off leaves nothing behind
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1)); // else no "exit"
  process.env[serversFolder] = folder;
  held.throughlineServers = { folder, children: [], records, starting: new Map() };
  return held.throughlineServers;
}

async function begin(servers: Servers, name: ServerName, durable: boolean): Promise<void> {
  const report = (what: object) => {
    const file = serverFile(servers.folder, name);
    writeFileSync(`${file}.new`, JSON.stringify(what));
    renameSync(`${file}.new`, file);
  };
  try {
    const address = await (name === 'postgres' ? beginPostgres(servers, durable) : beginTemporal(servers));
    process.env[variables[name]] = address;
    report({ address });
  } catch (error) {
    report({ error: String(error) });
    throw error;
  }
  if (name === 'temporal' && !durable) await fillPool();
}

async function beginPostgres({ folder, children, records }: Servers, durable: boolean): Promise<string> {
  const postgres = await startPostgres(
    { dataFolder: folder, logFolder: folder, port: await freePort(), settings: durable ? undefined : hasty },
    { records, say: () => {} },
  );
  children.push(postgres.child);
  await migrate(postgres.url);
  await prepareSpareDatabases(postgres.url);
  return postgres.url;
}

async function beginTemporal({ folder, children, records }: Servers): Promise<string> {
  const binary = await findTemporal();
  const temporal = await startTemporal(
    {
      binary: binary.path,
      dataFolder: folder,
      logFolder: folder,
      host: '127.0.0.1',
      port: await freePort(),
      uiPort: await freePort(),
      namespace: 'default',
    },
    { records, say: () => {} },
  );
  children.push(temporal.child);
  return temporal.address;
}

/** A Temporal server beside the run's, for a file that needs other settings or stops it. */
export async function startOwnTemporal(): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-temporal-'));
  const records = createChildRecords(folder);
  process.once('exit', () => records.signalAll('kill'));
  const children: Child[] = [];
  const address = await beginTemporal({ folder, children, records, starting: new Map() });
  return {
    address,
    async stop() {
      for (const child of children) await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function findTemporal(): Promise<{ readonly path: string }> {
  const { temporalBinary: explicitPath, programFolders } = readSettings();
  return findTemporalBinary({
    explicitPath,
    programFolders,
    cacheFolder: temporalCacheFolder(path.join(__dirname, '../../.throughline')),
    say: (line) => process.stderr.write(`${line}\n`),
    progress: () => {},
  });
}

/** Process ids of the servers of this run, by name. */
export function serverPids(): Record<string, number> {
  const children = held.throughlineServers?.children ?? [];
  return Object.fromEntries(children.map((child) => [child.name, child.pid() as number]));
}

export async function stopServers(): Promise<void> {
  const servers = held.throughlineServers;
  if (!servers) return;
  delete held.throughlineServers;
  await Promise.allSettled(servers.starting.values()); // a run of a moment: what still starts is not left behind
  for (const child of servers.children.reverse()) await child.stop();
  for (const variable of [...Object.values(variables), serversFolder]) delete process.env[variable];
  rmSync(servers.folder, { recursive: true, force: true });
}
