import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

/**
 * The servers of a test run, one set for all files: PostgreSQL with a migrated template database that each file clones,
 * and Temporal, where each file has a namespace of its own. Addresses go to the test processes by environment.
 */
interface Servers {
  folder: string;
  children: Child[];
}

const held = globalThis as typeof globalThis & { throughlineServers?: Servers };

export async function ensureServers(...wanted: ('postgres' | 'temporal')[]): Promise<void> {
  if (!held.throughlineServers) {
    held.throughlineServers = { folder: mkdtempSync(path.join(tmpdir(), 'throughline-test-')), children: [] };
    // PostgreSQL runs as another user where we are root: it must get through.
    mkdirSync(held.throughlineServers.folder, { recursive: true, mode: 0o755 });
    await import('node:fs/promises').then(({ chmod }) => chmod((held.throughlineServers as Servers).folder, 0o755));
  }
  const { folder, children } = held.throughlineServers;
  const records = createChildRecords(folder);
  process.once('exit', () => records.signalAll('kill')); // a run that is broken off leaves nothing behind
  const surroundings = { records, say: () => {} };
  if (wanted.includes('postgres') && !process.env.THROUGHLINE_TEST_POSTGRES) {
    const postgres = await startPostgres(
      { dataFolder: folder, logFolder: folder, port: await freePort() },
      surroundings,
    );
    children.push(postgres.child);
    await migrate(postgres.url);
    process.env.THROUGHLINE_TEST_POSTGRES = postgres.url;
  }
  if (wanted.includes('temporal') && !process.env.THROUGHLINE_TEST_TEMPORAL) {
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
      surroundings,
    );
    children.push(temporal.child);
    process.env.THROUGHLINE_TEST_TEMPORAL = temporal.address;
  }
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
  for (const child of servers.children.reverse()) await child.stop();
  delete process.env.THROUGHLINE_TEST_POSTGRES;
  delete process.env.THROUGHLINE_TEST_TEMPORAL;
  rmSync(servers.folder, { recursive: true, force: true });
}
