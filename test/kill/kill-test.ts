import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callApi } from '../../src/cli/api-client.ts';
import { createChildRecords } from '../../src/cli/local/child-records.ts';
import { type Child, startChild } from '../../src/cli/local/children.ts';
import { startMailbox } from '../../src/cli/local/mailbox.ts';
import { startPostgres } from '../../src/cli/local/postgres.ts';
import { startTemporal } from '../../src/cli/local/temporal.ts';
import { findTemporalBinary, temporalCacheFolder } from '../../src/cli/local/temporal-binary.ts';
import { environmentFor, readSettings } from '../../src/cli/settings.ts';
import { openDatabase, rows } from '../../src/store/database.ts';
import { createKey } from '../../src/store/keys.ts';
import { migrate } from '../../src/store/migrate.ts';
import { prepareTemporal } from '../../src/worker/prepare-temporal.ts';
import { freePort } from '../kit/servers.ts';
import { startSink } from '../kit/sink.ts';
import { type Books, closeBooks } from './books.ts';
import { createChance } from './chance.ts';
import { publication } from './journeys.ts';
import { planCustomer, sendAll } from './load.ts';

/**
 * The kill test: a whole system of its own under load, and while the load lasts its parts are killed with SIGKILL at
 * moments drawn from a seed: the API, two workers, Temporal; PostgreSQL is crashed and comes back. Parts come back by
 * themselves, as under any supervisor. When the load is over the killing stops, everything comes to rest, and the books
 * are closed. Receivers (mailbox, webhook sink) and the client live in this process: they are the outside world.
 */
export interface KillTestOptions {
  readonly customers: number;
  readonly seed: string;
  /** How long customers keep coming. */
  readonly spreadMs: number;
  readonly say: (line: string) => void;
  /** An existing Temporal server that is not killed. */
  readonly temporalAddress?: string | undefined;
}

export interface KillTestResult extends Books {
  readonly kills: Readonly<Record<string, number>>;
}

type Victim = 'api' | 'worker-1' | 'worker-2' | 'temporal' | 'postgres';

/** Out of a hundred kills, and the least pause after one of this kind: a part must be up now and then to be killed. */
const victims: readonly { name: Victim; share: number; restMs: number; signal: NodeJS.Signals }[] = [
  { name: 'worker-1', share: 32, restMs: 0, signal: 'SIGKILL' },
  { name: 'worker-2', share: 32, restMs: 0, signal: 'SIGKILL' },
  { name: 'api', share: 20, restMs: 0, signal: 'SIGKILL' },
  { name: 'temporal', share: 10, restMs: 3_000, signal: 'SIGKILL' },
  { name: 'postgres', share: 6, restMs: 3_000, signal: 'SIGQUIT' }, // at once, without a word to anybody: recovery follows
];

export async function runKillTest(options: KillTestOptions): Promise<KillTestResult> {
  const { customers, seed, spreadMs, say } = options;
  const chance = createChance(seed);
  const system = await startVictims(options);
  try {
    const plan = Array.from({ length: customers }, (_, number) => planCustomer(number, spreadMs, chance)).flat();
    const kills: Record<string, number> = {};
    let loading = true;
    const killing = (async () => {
      for (let round = 0; loading; round += 1) {
        await pause(300 + chance(`pause ${round}`) * 1_700);
        if (!loading) break;
        const victim = draw(chance(`victim ${round}`));
        const pid = system.children.get(victim.name)?.pid();
        if (pid === undefined || !kill(pid, victim.signal)) continue; // not up again yet, or not ours to kill
        kills[victim.name] = (kills[victim.name] ?? 0) + 1;
        await pause(victim.restMs);
      }
    })();
    const load = sendAll(plan, system.apiUrl, system.writeKey, spreadMs + 180_000);
    const ticker = setInterval(() => say(`kills: ${JSON.stringify(kills)}`), 10_000);
    const ended = load.finally(() => {
      loading = false;
      clearInterval(ticker);
    });
    const [accepted] = await Promise.all([ended, killing]);
    say(`load is over: ${accepted.size} events accepted; kills: ${JSON.stringify(kills)}`);
    await rest(system.look, say);
    const books = await closeBooks({ look: system.look }, accepted, { mails: await system.mails(), hooks: system.sink.effects() });
    return { ...books, kills };
  } finally {
    await system.stop();
  }
}

/** False: it had just died by itself. */
function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function draw(chance: number): (typeof victims)[number] {
  let sum = 0;
  for (const victim of victims) {
    sum += victim.share;
    if (chance * 100 < sum) return victim;
  }
  return victims[0] as (typeof victims)[number];
}

/** Until every run has ended, or nothing has moved for a minute and a half. */
async function rest(look: Look, say: (line: string) => void): Promise<void> {
  let before = '';
  let since = Date.now();
  for (;;) {
    const [state] = await look<{ open: number; consumed: number; ended: number }>(
      `select count(*) filter (where ended_at is null) as open, sum(consumed) as consumed, count(*) filter (where ended_at is not null) as ended from journey_runs`,
    ).catch(() => []);
    if (state?.open === 0) return;
    const now = JSON.stringify(state);
    if (now !== before) [before, since] = [now, Date.now()];
    if (Date.now() - since > 90_000) return say(`nothing moves any more: ${now}`);
    await pause(250);
  }
}

type Look = <Row>(sql: string, bindings?: readonly unknown[]) => Promise<Row[]>;

async function startVictims({ say, temporalAddress }: KillTestOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-kill-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where we are root
  const records = createChildRecords(folder);
  const surroundings = { records, say: () => {} };
  const children = new Map<Victim, Child>();
  const postgres = await startPostgres({ dataFolder: folder, logFolder: folder, port: await freePort() }, surroundings);
  children.set('postgres', postgres.child);
  const database = openDatabase({ url: postgres.url, max: 5 });
  await migrate(database);
  const keyFor = (kind: 'write' | 'admin') => createKey(database, { workspace: 'default', kind, title: 'kill test' });
  const [writeKey, adminKey] = [await keyFor('write'), await keyFor('admin')];
  const namespace = temporalAddress ? `kill-${Date.now()}` : 'default';
  const address = temporalAddress ?? (await startOwnTemporal());
  await prepareTemporal({ address, namespace });

  async function startOwnTemporal(): Promise<string> {
    const { temporalBinary: explicitPath, programFolders } = readSettings();
    const cacheFolder = temporalCacheFolder(path.join(__dirname, '../../.throughline'));
    const binary = await findTemporalBinary({ explicitPath, programFolders, cacheFolder, say, progress: () => {} });
    const temporal = await startTemporal(
      { binary: binary.path, dataFolder: folder, logFolder: folder, host: '127.0.0.1', port: await freePort(), uiPort: await freePort(), namespace },
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
    THROUGHLINE_LOG_LEVEL: 'warn',
  });
  for (const name of ['api', 'worker-1', 'worker-2'] as const) {
    const child = await startChild(
      {
        name,
        command: process.execPath,
        arguments: [path.join(__dirname, '../../dist/cli/main.js'), name.split('-')[0] as string],
        environment,
        logFile: path.join(folder, `${name}.log`),
        untilReady: async () => {},
        readyWithinMs: 60_000,
        stopSignal: 'SIGTERM',
        patienceMs: 30_000,
      },
      surroundings,
    );
    children.set(name, child);
  }
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  for (let tries = 0; ; tries += 1) {
    const done = await callApi({ apiUrl, adminKey }, 'POST', '/v1/publish', publication).then(() => true, (error: Error) => (tries > 100 ? Promise.reject(error) : false));
    if (done) break;
    await pause(200);
  }
  const look: Look = (sql, bindings = []) => rows(database, sql, bindings);

  return {
    apiUrl,
    writeKey,
    children,
    sink,
    look,
    async mails() {
      const all = [];
      let after = '';
      do {
        const page = (await (await fetch(`http://127.0.0.1:${mailbox.httpPort}/mails?limit=200${after && `&after=${after}`}`)).json()) as {
          items: { to: string[]; subject: string; messageId: string }[];
          next?: string;
        };
        all.push(...page.items);
        after = page.next ?? '';
      } while (after);
      return all;
    },
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
