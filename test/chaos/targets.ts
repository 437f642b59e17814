import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { publish } from '../../api/operations/journeys/publish.ts';
import { callOperation } from '../../cli/api-client.ts';
import { environmentFor } from '../../config/settings.ts';
import { startMailbox } from '../../devstack/mailbox/mailbox.ts';
import { startPostgres } from '../../devstack/postgres/postgres.ts';
import { createChildRecords } from '../../devstack/processes/child-records.ts';
import { type Child, startChild } from '../../devstack/processes/children.ts';
import { startTemporal } from '../../devstack/temporal/temporal.ts';
import { userTokenKey } from '../../services/access/user-token.ts';
import type { Publication } from '../../services/publishing/publish.ts';
import { createKey } from '../../store/access/keys.ts';
import { addSecret } from '../../store/access/secrets.ts';
import { openDatabase, rows } from '../../store/database/database.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { freePort } from '../../worker/free-port.ts';
import { prepareTemporal } from '../../worker/prepare-temporal.ts';
import { readMails } from '../support/mails.ts';
import { findTemporal } from '../support/servers.ts';
import { startSink } from '../support/sink.ts';
import { PROVIDER_SECRET } from './journeys.ts';

/**
 * A system with servers of its own, whose parts a test may kill, stop or start without their data: PostgreSQL, Temporal,
 * the API and two workers, each a process that restarts by itself when it dies, as under any supervisor. The receivers
 * (mailbox, webhook sink) live in this process: they are the outside world.
 */
export type TargetName = 'api' | 'worker-1' | 'worker-2' | 'temporal' | 'postgres';

export type Targets = Awaited<ReturnType<typeof startTargets>>;

export type Look = <Row>(sql: string, bindings?: readonly unknown[]) => Promise<Row[]>;

export async function startTargets(
  publication: Publication,
  { temporalAddress, leaseMs }: { temporalAddress?: string | undefined; leaseMs?: number | undefined } = {},
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-chaos-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where we are root
  const records = createChildRecords(folder);
  process.once('exit', () => records.signalAll('kill')); // a run that is broken off leaves nothing behind
  const surroundings = { records, say: () => {} };
  const children = new Map<TargetName, Child>();
  const postgresPort = await freePort();
  const bringUpPostgres = async () => {
    const started = await startPostgres({ dataFolder: folder, logFolder: folder, port: postgresPort }, surroundings);
    children.set('postgres', started.child);
    return started;
  };
  const postgres = await bringUpPostgres();
  await migrate(postgres.url);
  const database = openDatabase({ url: postgres.url, max: 5 });
  const keyFor = (kind: 'server' | 'admin') => createKey(database, { workspace: 'default', kind, title: 'chaos test' });
  const [writeKey, adminKey] = [await keyFor('server'), await keyFor('admin')];
  const { secret } = await addSecret(database, { workspace: 'default', purpose: 'user-tokens' });
  const namespace = temporalAddress ? `chaos-${Date.now()}` : 'default';
  const ownTemporal = { port: await freePort(), uiPort: await freePort() };
  const address = temporalAddress ?? (await startOwnTemporal());
  await prepareTemporal({ address, namespace });

  async function startOwnTemporal(): Promise<string> {
    const binary = await findTemporal();
    const temporal = await startTemporal(
      { binary: binary.path, dataFolder: folder, logFolder: folder, host: '127.0.0.1', ...ownTemporal, namespace },
      surroundings,
    );
    children.set('temporal', temporal.child);
    return temporal.address;
  }

  const mailbox = await startMailbox({ host: '127.0.0.1', httpPort: 0, smtpPort: 0, folder });
  const sink = await startSink();
  const apiPort = await freePort();
  const environment = environmentFor({
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    THROUGHLINE_SMTP_URL: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    THROUGHLINE_WEBHOOK_URL: sink.url,
    THROUGHLINE_WEBHOOK_SECRET: sink.secret,
    THROUGHLINE_ALLOW_PRIVATE_ADDRESSES: 'true',
    THROUGHLINE_API_PORT: String(apiPort),
    THROUGHLINE_API_URL: `http://127.0.0.1:${apiPort}`, // the links in mails
    THROUGHLINE_SECRET_PROVIDER: PROVIDER_SECRET,
    THROUGHLINE_LOG_LEVEL: 'warn',
  });
  /** A lease of its own needs the worker's options: the same built worker, in a process that passes them on. */
  const programOf = (name: string) =>
    leaseMs === undefined || name === 'api'
      ? { arguments: [path.join(__dirname, '../../dist/cli/main.js'), name.split('-')[0] as string], environment }
      : {
          arguments: [path.join(__dirname, '../support/fault-worker.cjs')],
          environment: { ...environment, LEASE_MS: String(leaseMs), SWEEP: 'true' },
        };
  for (const name of ['api', 'worker-1', 'worker-2'] as const) {
    const child = await startChild(
      {
        name,
        command: process.execPath,
        ...programOf(name),
        logFile: path.join(folder, `${name}.log`),
        untilReady: async () => {},
        readyWithinMs: 60_000,
        stopSignal: 'SIGTERM',
        stopTimeoutMs: 30_000,
      },
      surroundings,
    );
    children.set(name, child);
  }
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  for (let tries = 0; ; tries += 1) {
    const done = await callOperation({ apiUrl, adminKey }, publish, { body: publication }).then(
      () => true,
      (error: Error) => (tries > 100 ? Promise.reject(error) : false),
    );
    if (done) break;
    await pause(200);
  }
  const look: Look = (sql, bindings = []) => rows(database, sql, bindings);

  return {
    apiUrl,
    writeKey,
    adminKey,
    /** What the customers' own server signs user tokens with. */
    userTokenKey: userTokenKey(secret),
    environment,
    temporal: { address, namespace },
    children,
    sink,
    look,
    /** PostgreSQL is unavailable while `work` lasts. */
    async withoutPostgres(work: () => Promise<void>) {
      await children.get('postgres')?.stop();
      await work();
      await bringUpPostgres();
    },
    /** Stops Temporal, and starts it again later, with its data or without. */
    async stopTemporal() {
      await children.get('temporal')?.stop();
    },
    async startTemporal({ withoutData = false } = {}) {
      if (withoutData)
        for (const file of readdirSync(folder))
          if (/^temporal\.(db|sqlite)/.test(file)) rmSync(path.join(folder, file));
      await startOwnTemporal();
      await prepareTemporal({ address, namespace });
    },
    mails: () => readMails(mailbox.httpPort),
    mailboxUrl: `http://127.0.0.1:${mailbox.httpPort}`,
    async stop() {
      const inOrder = ['worker-1', 'worker-2', 'api', 'temporal', 'postgres'] as const;
      await database.destroy();
      for (const name of inOrder) await children.get(name)?.stop();
      await mailbox.close();
      await sink.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
