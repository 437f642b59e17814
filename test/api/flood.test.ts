import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createKey } from '../../store/access/keys.ts';
import { freePort } from '../../worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** The API as a process of its own with 96 MB of heap, under floods of bodies that unpack to thousands of their size. */
let db: TestDatabase;
let url: string;
let writeKey: string;
let api: ChildProcess;
let output = '';

beforeAll(async () => {
  db = await createTestDatabase();
  writeKey = await createKey(db.database, { workspace: 'default', kind: 'server', title: 'test' });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const program = path.join(__dirname, '../../cli/main.ts');
  api = spawn(process.execPath, ['--max-old-space-size=96', '--import', 'tsx', program, 'api'], {
    env: { PATH: process.env.PATH, DATABASE_URL: db.url, THROUGHLINE_API_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [api.stdout, api.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  const first = await Promise.race([once(api, 'message').then(() => 'ready'), once(api, 'exit').then(() => 'ended')]);
  if (first !== 'ready') throw new Error(output);
});
afterAll(async () => {
  const ended = once(api, 'exit');
  api.kill('SIGTERM');
  await ended;
  await db.destroy();
});

const half = 2_500_000;
const brackets = `${'['.repeat(half)}${']'.repeat(half)}`;
const bomb = gzipSync(brackets); // five million nested brackets in 5 to 10 KB
/** As much as intake reads, and the most that JSON.parse can be made to build of it. */
const fitting = gzipSync(`{"batch":[${'[],'.repeat(166_000)}[]]}`);
const deep = gzipSync(`{"batch":[${'['.repeat(250_000)}${']'.repeat(250_000)}]}`);
const unknown = `tl_server_${'x'.repeat(43)}`;

async function send(address: string, key: string | undefined, body: Buffer): Promise<number> {
  const response = await fetch(`${url}${address}`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip', ...(key && { authorization: `Bearer ${key}` }) },
    body: body as unknown as string,
  });
  await response.arrayBuffer();
  return response.status;
}

async function sendGood(): Promise<number> {
  const call = { type: 'track', event: 'Seen', userId: 'good' };
  const response = await fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${writeKey}` },
    body: JSON.stringify({ batch: [call, call] }),
  });
  const { accepted } = (await response.json()) as { accepted?: number };
  return accepted ?? 0;
}

it.each<[string, string, string | undefined, Buffer, number[]]>([
  ['/v1/publish', 'an unknown key', unknown, bomb, [401]],
  ['/v1/publish', 'no key', undefined, bomb, [401]],
  ['/v1/batch', 'an unknown key', unknown, bomb, [401]],
  ['/v1/batch', 'no key', undefined, bomb, [413]],
  ['/v1/batch', 'no key, of the size that is read', undefined, deep, [401, 503]],
  ['/v1/batch', 'no key, and many values', undefined, fitting, [401, 503]],
  ['/v1/batch', 'a known key', 'known', deep, [200, 503]],
  ['/v1/batch', 'a known key, and many values', 'known', fitting, [400, 503]],
])('40 bombs to %s with %s harm nobody', async (address, _what, key, body, statuses) => {
  const flood = Promise.all(Array.from({ length: 40 }, () => send(address, key === 'known' ? writeKey : key, body)));
  const good = await Promise.all(Array.from({ length: 5 }, sendGood));
  expect(good).toEqual(Array(5).fill(2));
  const answered = [...new Set(await flood)];
  expect(answered.filter((status) => !statuses.includes(status))).toEqual([]);
  expect(api.exitCode).toBeNull();
  expect(await sendGood()).toBe(2);
});
