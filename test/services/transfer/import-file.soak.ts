import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listImports } from '../../../store/transfer/imports.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';

/**
 * Customers with consents, by the command line and the API, killed again and again and resumed: each row is stored once, and the
 * import that is listed counts each row once. Prints rows a second beside plain inserts of the same rows. `npm test` shows the
 * counting in test/services/transfer/followed-import.test.ts. IMPORT_ROWS sets the size; the kills come every few seconds.
 */
const ROWS = Number(process.env.IMPORT_ROWS ?? 200_000);
const KILLS = 5;

let api: TestApi;
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-import-'));
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(args: readonly string[]): ChildProcess {
  const own = { THROUGHLINE_API_URL: api.url, THROUGHLINE_ADMIN_KEY: api.keys.admin, THROUGHLINE_DATA: folder };
  return spawn(process.execPath, ['dist/cli/main.js', 'import', ...args], { env: { ...process.env, ...own } });
}

async function ended(child: ChildProcess): Promise<string> {
  const parts: string[] = [];
  child.stdout?.on('data', (part: Buffer) => parts.push(String(part)));
  await once(child, 'close');
  return parts.join('');
}

const newest = async () => (await listImports(api.db.database, { workspace: 'default', limit: 1 }))[0];
const perSecond = (rows: number, milliseconds: number) => Math.round(rows / (milliseconds / 1_000));

it('stores each row once however often it is killed, and counts each once', async () => {
  const [customers, consents] = [path.join(folder, 'customers.csv'), path.join(folder, 'consents.csv')];
  const ids = Array.from({ length: ROWS }, (_, index) => `u${index}`);
  writeFileSync(customers, `userId,email,plan\n${ids.map((id) => `${id},${id}@example.com,pro`).join('\n')}\n`);
  const statement = (id: string, index: number) =>
    `${id},topic,offers,${index % 3 === 0 ? 'withdrawn' : 'granted'},2026-01-02T03:04:05Z`;
  writeFileSync(consents, `userId,subject,name,state,at\n${ids.map(statement).join('\n')}\n`);

  const began = performance.now();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = start(['customers', customers, ...(kill === 0 ? [] : ['--resume'])]);
    const over = ended(child);
    await Promise.race([pause(3_000), over]);
    child.kill('SIGKILL');
    await over;
  }
  const killedFor = performance.now() - began;
  const before = await newest();
  const resumed = performance.now();
  await ended(start(['customers', customers, '--resume']));
  const after = await newest();
  const rest = ROWS - (before?.done ?? 0) - (before?.skipped ?? 0);
  expect(after).toMatchObject({ total: ROWS, failed: 0, state: 'finished' });
  expect((after?.done ?? 0) + (after?.skipped ?? 0)).toBe(ROWS);
  const figures = [`customers ${perSecond(rest, performance.now() - resumed)} rows/s after ${KILLS} kills`];

  const consenting = performance.now();
  await ended(start(['consents', consents]));
  figures.push(`consents ${perSecond(ROWS, performance.now() - consenting)} rows/s`);
  expect(await newest()).toMatchObject({ kind: 'consents', total: ROWS, done: ROWS, failed: 0, state: 'finished' });
  const [stored] = await api.db.look<{ customers: number; consents: number; identified: number }>(
    `select (select count(*)::integer from customers) as customers, (select count(*)::integer from consents) as consents,
       (select count(*)::integer from events where type = 'identify') as identified`,
  );
  expect(stored).toEqual({ customers: ROWS, consents: ROWS, identified: ROWS });

  await api.db.look(`create table plain (id uuid primary key, user_id text unique, traits jsonb)`);
  const plain = performance.now();
  for (let from = 0; from < ROWS; from += 500)
    await api.db.look(
      `insert into plain select gen_random_uuid(), 'u' || n, jsonb_build_object('email', n || '@example.com', 'plan', 'pro')
       from generate_series(cast(? as integer), cast(? as integer)) n returning 1`,
      [from, Math.min(from + 499, ROWS - 1)],
    );
  figures.push(`plain inserts ${perSecond(ROWS, performance.now() - plain)} rows/s`);
  process.stdout.write(`${ROWS} rows: ${figures.join(', ')}; killed for ${Math.round(killedFor / 1_000)} s\n`);
  await api.db.look('drop table plain');
}, 3_600_000);
