import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Analytics } from '@segment/analytics-node';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { type ApiProcess, startApi } from '../../api/main.ts';
import { publish } from '../../api/operations/journeys/publish.ts';
import { callOperation } from '../../cli/api-client.ts';
import { type MailboxOptions, startMailbox } from '../../devstack/mailbox/mailbox.ts';
import type { Publication } from '../../services/publishing/publish.ts';
import { createKey } from '../../store/access/keys.ts';
import { execute } from '../../store/database/database.ts';
import { freePort } from '../../worker/free-port.ts';
import { addressOf } from './addresses.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type Mail, readMails } from './mails.ts';
import { takeNamespace } from './namespaces.ts';
import { type Sink, startSink } from './sink.ts';

export { eventually } from './eventually.ts';

/**
 * The running system of one test file or case, driven as users drive it: mails go to the real dev mailbox, webhooks to a
 * sink that counts them, events come from the real Segment client. API and workers run in the test's process; those that
 * are to be killed, or whose output is read, are the built program in processes of their own. The database and the
 * Temporal namespace are the system's own.
 */
export interface System {
  readonly db: TestDatabase;
  readonly apiUrl: string;
  readonly adminKey: string;
  readonly writeKey: string;
  readonly namespace: string;
  readonly temporal: Client;
  readonly environment: Readonly<Record<string, string>>;
  /** Where the API is a process of its own. */
  readonly api: Role | undefined;
  readonly sink: Sink;
  readonly mailboxPort: number;
  analytics(): Analytics;
  publish(publication: Partial<Publication>): Promise<unknown>;
  /** A worker in a process of its own: to be killed, or for its environment or output. Otherwise see ./worker.ts. */
  startWorker(environment?: Record<string, string>): Promise<Role>;
  /** The API again, where it is a process of its own and was killed. */
  startApi(): Promise<Role>;
  /** Ends it with the system, or when the system is cleared. */
  endLater(end: () => Promise<unknown>): void;
  mails(to?: string): Promise<Mail[]>;
  /**
   * As if just started: no worker, customer, run or message; the clock put right. API, published journeys and templates
   * stay. So the tests of a file share one system, and none sees what another left.
   */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface Role {
  readonly process: ChildProcess;
  readonly output: string[];
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface SystemOptions {
  /** What the mail server says to a mail: rejects it, or holds its answer back. */
  readonly onMail?: MailboxOptions['onMail'];
  /** Of all roles; default "warn". */
  readonly logLevel?: string;
  /** The API is the built program in a process of its own, with this in its environment beside; default: it runs here. */
  readonly apiProcess?: Readonly<Record<string, string>>;
}

export async function startSystem({ onMail, logLevel = 'warn', apiProcess }: SystemOptions = {}): Promise<System> {
  const temporalAddress = await addressOf('temporal');
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-system-'));
  const [db, namespace] = await Promise.all([createTestDatabase(), takeNamespace()]);
  const connection = await Connection.connect({ address: temporalAddress });
  const mailbox = await startMailbox({
    host: '127.0.0.1',
    httpPort: 0,
    smtpPort: 0,
    folder,
    ...(onMail && { onMail }),
  });
  const sink = await startSink();
  const keyFor = (kind: 'server' | 'admin') => createKey(db.database, { workspace: 'default', kind, title: 'test' });
  const [writeKey, adminKey] = [await keyFor('server'), await keyFor('admin')];
  const apiHere = apiProcess ? undefined : await startApiHere(db.url);
  const port = apiHere?.port ?? (await freePort());
  const environment = {
    DATABASE_URL: db.url,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    THROUGHLINE_SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    THROUGHLINE_WEBHOOK_URL: sink.url,
    THROUGHLINE_WEBHOOK_SECRET: sink.secret,
    THROUGHLINE_ALLOW_PRIVATE_ADDRESSES: 'true',
    THROUGHLINE_API_PORT: String(port),
    THROUGHLINE_LOG_LEVEL: logLevel,
  };
  const apiUrl = `http://127.0.0.1:${port}`;
  const roles: Role[] = [];
  const start = async (role: string, more: Record<string, string> = {}) => {
    const started = await startRole(role, { ...environment, ...more });
    roles.push(started);
    return started;
  };
  const api = apiProcess && (await start('api', apiProcess));
  const clients: Analytics[] = [];
  const ends: (() => Promise<unknown>)[] = [];
  const endAll = async () => {
    await Promise.all(clients.splice(0).map((client) => client.closeAndFlush({ timeout: 1_000 })));
    await Promise.all(ends.splice(0).map((end) => end()));
  };

  return {
    db,
    apiUrl,
    adminKey,
    writeKey,
    namespace,
    environment,
    api,
    sink,
    mailboxPort: mailbox.httpPort,
    temporal: new Client({ connection, namespace }),
    analytics() {
      const client = new Analytics({ writeKey, host: apiUrl, flushAt: 100, flushInterval: 20 });
      clients.push(client);
      return client;
    },
    publish: (publication) => callOperation({ apiUrl, adminKey }, publish, { body: publication }),
    startWorker: (more) => start('worker', more),
    startApi: () => start('api', apiProcess),
    endLater: (end) => void ends.push(end),
    mails: (to) => readMails(mailbox.httpPort, to),
    async clear() {
      await endAll();
      await Promise.all(roles.filter((role) => role !== api).map((role) => role.kill()));
      await empty(db);
      await fetch(`http://127.0.0.1:${mailbox.httpPort}/mails`, { method: 'DELETE' });
      sink.clear();
    },
    async stop() {
      await endAll();
      await Promise.all([...roles.map((role) => role.stop()), apiHere?.stop()]);
      await mailbox.close();
      await sink.stop();
      await connection.close();
      await db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A system of one case's own, so that the cases of a file (`it.concurrent`) wait side by side. */
export async function withSystem(work: (system: System) => Promise<void>, options?: SystemOptions): Promise<void> {
  const system = await startSystem(options);
  try {
    await work(system);
  } finally {
    await system.stop();
  }
}

/** With the rates of the built program; it says nothing, since nobody reads its log here. */
function startApiHere(databaseUrl: string): Promise<ApiProcess> {
  return startApi({ databaseUrl, host: '127.0.0.1', port: 0, logger: pino({ level: 'silent' }) });
}

/** What was set up before customers came; every other table is theirs. */
const keptTables = ['workspaces', 'access_keys', 'journeys', 'journey_versions', 'templates', 'template_versions'];

async function empty({ database, look }: TestDatabase): Promise<void> {
  const [found] = await look<{ tables: string }>(
    `select string_agg(quote_ident(relname), ', ') as tables from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname !~ '^schema_migrations' and relname <> all (?)`,
    [keptTables],
  );
  await execute(database, `truncate ${found?.tables}`);
  await execute(database, 'update workspaces set clock_offset_ms = 0');
}

const program = path.join(__dirname, '../../dist/cli/main.js');

async function startRole(role: string, environment: Record<string, string>): Promise<Role> {
  if (!existsSync(program)) throw new Error('dist/ is not built: run "npm run build" (npm test does it by itself)');
  const child = spawn(process.execPath, [program, role], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => output.push(data.toString()));
  const ended = once(child, 'exit');
  const ready = once(child, 'message').then(() => true);
  if (!(await Promise.race([ready, ended.then(() => false), pause(60_000, false, { ref: false })]))) {
    throw new Error(`${role} did not start:\n${output.join('')}`);
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { process: child, output, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
