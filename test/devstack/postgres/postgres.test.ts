import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalPostgres, startPostgres, withClient } from '../../../devstack/postgres/postgres.ts';
import { createChildRecords } from '../../../devstack/processes/child-records.ts';
import { identifyProcess } from '../../../devstack/processes/process-identity.ts';
import { freePort, sourceFolder, sourceScript, until } from '../support.ts';

// One database for the file: making it is most of the time. Each test starts from a server that is stopped.
let dataFolder = '';
let port = 0;
const said: string[] = [];
let running: LocalPostgres | undefined;

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'throughline-postgres-'));
  mkdirSync(join(dataFolder, 'logs'));
  port = await freePort();
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));
beforeEach(() => void said.splice(0));
afterEach(async () => {
  await running?.child.stop();
  running = undefined;
});

const folders = () => ({ dataFolder, logFolder: join(dataFolder, 'logs'), port });
const cluster = (): string => join(dataFolder, 'postgres');
const pidFile = (): string => join(cluster(), 'postmaster.pid');

async function start(): Promise<LocalPostgres> {
  running = await startPostgres(folders(), { records: createChildRecords(dataFolder), say: (line) => said.push(line) });
  return running;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  let rows: unknown[] = [];
  await withClient(url, async (client) => {
    ({ rows } = await client.query(sql));
  });
  return rows;
}

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('as root, a data folder that others may not pass through is reported, with what to do', async () => {
  // A folder of mkdtemp is closed to others, as /root is.
  await expect(start()).rejects.toThrow(
    new RegExp(`may not pass through ${dataFolder}\\n.*THROUGHLINE_DATA.*chmod o\\+x ${dataFolder}`),
  );
  chmodSync(dataFolder, 0o755);
});

test('it is made once, durable, closed to those without the password, and keeps its data', async () => {
  const { url } = await start();
  await ask(url, 'create table kept as select 1 as value');
  expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await ask(url, 'show max_connections')).toEqual([{ max_connections: '200' }]);
  expect(
    await ask(
      url,
      `select lower('É') as lower, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'throughline'`,
    ),
  ).toEqual([{ lower: 'é', encoding: 'UTF8' }]);
  expect(statSync(join(dataFolder, 'postgres-password')).mode & 0o777).toBe(0o600);
  await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });

  await running?.child.stop();
  expect((await start()).url).toBe(url);
  expect(await ask(url, 'select value from kept')).toEqual([{ value: 1 }]);
});

test('one that a killed parent left on this folder is stopped by its own pid file', async () => {
  const script = `
    const { startPostgres } = require(${JSON.stringify(join(sourceFolder, 'postgres/postgres.ts'))});
    const records = { remember() {}, forget() {}, signalAll() {} }; // nothing is written down about it
    startPostgres(${JSON.stringify(folders())}, { records, say() {} }).then(({ child }) => console.log('pid ' + child.pid()));`;
  const parent = spawn(process.execPath, sourceScript(script), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  parent.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await until('it runs', () => /pid \d+/.test(output));
  const orphan = Number(/pid (\d+)/.exec(output)?.[1]);
  parent.kill('SIGKILL');
  await until('the parent is gone', () => parent.signalCode === 'SIGKILL');
  expect(identifyProcess(orphan)).toBeDefined();

  const { url } = await start();
  expect(said.join('\n')).toContain(`stopping PostgreSQL (process ${orphan}), left behind on this data folder`);
  expect(identifyProcess(orphan)).toBeUndefined();
  expect(await ask(url, 'select value from kept')).toEqual([{ value: 1 }]);
});

test.each(['of a zombie', 'of a stranger'])(
  'a pid file with the pid %s does not keep it from starting',
  async (kind) => {
    await start();
    const content = readFileSync(pidFile(), 'utf8');
    await running?.child.stop();
    const { uid, gid } = statSync(cluster()); // PostgreSQL's own user: others' processes it passes over by itself
    // The shell's child ends at once, and the sleep that takes the shell's place never asks for it.
    const script = kind === 'of a zombie' ? 'true & echo $!; exec sleep 30' : 'echo $$; exec sleep 30';
    const bystander = spawn('sh', ['-c', script], { uid, gid, stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) =>
      bystander.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))),
    );
    try {
      if (kind === 'of a zombie') await until('it is a zombie', () => identifyProcess(pid) === undefined);
      writeFileSync(pidFile(), content.replace(/^\d+/, String(pid)));
      await start();
      expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    } finally {
      bystander.kill('SIGKILL');
    }
  },
);

test('when it cannot start, its own words say why', async () => {
  writeFileSync(join(cluster(), 'postgresql.auto.conf'), 'wal_compression = lz4\n');
  await expect(start()).rejects.toThrow(/postgres ended with code 1 before it was ready.\n(.*\n)*.*wal_compression/);
  writeFileSync(join(cluster(), 'postgresql.auto.conf'), '');
});

test('data of another version are refused with a sentence', async () => {
  writeFileSync(join(cluster(), 'PG_VERSION'), '15\n');
  await expect(start()).rejects.toThrow(
    /written by PostgreSQL 15, but the program here is "postgres \(PostgreSQL\) 18/,
  );
});
