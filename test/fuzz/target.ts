import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { publish } from '../../api/operations/journeys/publish.ts';
import { callOperation } from '../../cli/api-client.ts';
import { defineEvent, email, flow, journey, on, send, template, wait } from '../../core/index.ts';
import { startPostgres } from '../../devstack/postgres/postgres.ts';
import { createChildRecords } from '../../devstack/processes/child-records.ts';
import { createKey } from '../../store/access/keys.ts';
import { openDatabase, rows } from '../../store/database/database.ts';
import { readWithin } from '../../store/database/read-within.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { freePort } from '../../worker/free-port.ts';
import { hasty, orders, templates, welcome } from '../support/journeys.ts';

const program = path.join(__dirname, '../../dist/cli/main.js');

/** Small, so that what takes memory shows. */
const HEAP_MB = 192;

/** Keys of whom the fuzzer plays: many, so that a limit per key does not end the test. */
const FUZZ_KEYS = 20;

/** The built API in a process of its own, on a PostgreSQL of its own, with journeys that the events meet. */
export async function startTarget() {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-fuzz-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where we are root
  const records = createChildRecords(folder);
  let api: ChildProcess | undefined;
  const killAll = () => {
    api?.kill('SIGKILL');
    records.signalAll('kill');
  };
  process.once('exit', killAll); // a run that is broken off leaves nothing behind
  const postgres = await startPostgres(
    { dataFolder: folder, logFolder: folder, port: await freePort() },
    { records, say: () => {} },
  );
  await migrate(postgres.url);
  const database = openDatabase({ url: postgres.url, max: 2 });
  const keyFor = (kind: 'server' | 'admin') => createKey(database, { workspace: 'default', kind, title: 'fuzz' });
  const adminKey = await keyFor('admin');
  const writeKeys: string[] = [];
  for (let count = 0; count < FUZZ_KEYS; count += 1) writeKeys.push(await keyFor('server'));
  const port = await freePort();
  const output: string[] = [];

  async function startApi(): Promise<void> {
    const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, program, 'api'], {
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: postgres.url,
        THROUGHLINE_API_PORT: String(port),
        THROUGHLINE_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => output.push(data.toString()));
    api = child;
    const ready = once(child, 'message').then(() => true);
    const ended = once(child, 'exit').then(() => false);
    if (await Promise.race([ready, ended, pause(60_000, false, { ref: false })])) return;
    throw new Error(`the API did not start:\n${output.slice(-20).join('')}`);
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!api || api.exitCode !== null || api.signalCode !== null) return;
    const ended = once(api, 'exit');
    api.kill(signal);
    await Promise.race([ended, pause(5_000, undefined, { ref: false })]);
    if (api.exitCode === null && api.signalCode === null) {
      api.kill('SIGKILL');
      await ended;
    }
  }
  await startApi();
  const apiUrl = `http://127.0.0.1:${port}`;
  const priced = { combinator: 'or', rules: comparisons() } as const;
  const keyed = journey(
    'priced',
    { purpose: 'transactional', entry: on(defineEvent('Priced', {})), reentry: 'always' },
    flow(wait('settle', '1 hour'), send('hello', template('hello'), { via: [email] })),
  );
  const conditional = { ...keyed, entry: keyed.entry.map((rule) => ({ ...rule, where: priced })) };
  await callOperation({ apiUrl, adminKey }, publish, {
    body: { journeys: [welcome(), hasty, orders, conditional], templates },
  });

  return {
    port,
    adminKey,
    writeKeys,
    newWriteKey: () => keyFor('server'),
    look: <Row>(sql: string, bindings: readonly unknown[] = []) =>
      readWithin(database, 120, (trx) => rows<Row>(trx, sql, bindings)), // reads everything that was stored
    hasDied: () => api !== undefined && (api.exitCode !== null || api.signalCode !== null),
    /** Kills it, where it lives, and brings it up again. */
    async restart() {
      await end('SIGKILL');
      await startApi();
    },
    lastWords: () => output.join('').trim().split('\n').slice(-3).join(' ').slice(-300),
    /** What the API and PostgreSQL have written. */
    logs: () => ({ api: output.join(''), postgres: readFileSync(path.join(folder, 'postgres.log'), 'utf8') }),
    async stop() {
      await end('SIGTERM');
      await database.destroy();
      await postgres.child.stop();
      process.off('exit', killAll);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Target = Awaited<ReturnType<typeof startTarget>>;

/** Each operator, on a field that may hold anything. */
function comparisons() {
  const field = 'event.properties.total';
  return [
    { field, operator: '>', value: 10 },
    { field, operator: 'between', value: [1, 5] },
    { field, operator: 'contains', value: 'a' },
    { field, operator: 'beginsWith', value: 'a' },
    { field, operator: 'in', value: ['a', 1] },
    { field: `${field}.length.toString`, operator: 'notNull' },
    { field: 'customer.traits.__proto__', operator: '=', value: 'a' },
  ] as const;
}
