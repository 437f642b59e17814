import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { runTurn } from '../../activities/run-turn.ts';
import { createApi } from '../../api/app.ts';
import { publish } from '../../services/publishing/publish.ts';
import { createKey } from '../../store/access/keys.ts';
import { type Database, openDatabase, rows } from '../../store/database/database.ts';
import { templates, welcome } from '../support/journeys.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts';

jest.setTimeout(180_000);

let postgres: OwnPostgres;
let database: Database;
let server: Server;
let url: string;
let key: string;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  database = openDatabase({ url: postgres.url, max: 10 });
  key = await createKey(database, { workspace: 'default', kind: 'server', title: 'test' });
  await publish(database, 'default', { journeys: [welcome()], templates });
  server = createServer(createApi({ database, logger: pino({ level: 'silent' }) }).app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.destroy();
  await postgres.stop();
});

const timed = async <Result>(work: () => Promise<Result>) => {
  const begun = performance.now();
  const result = await work();
  return { result, tookMs: performance.now() - begun };
};
const track = (messageId: string, userId = messageId, event = 'Seen') =>
  timed(() =>
    fetch(`${url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event, userId, messageId }),
    }),
  );
const ready = () => timed(() => fetch(`${url}/health/ready`));

it('answers 503 soon while PostgreSQL is stopped, and nothing is lost or doubled afterwards', async () => {
  // Warm connections, and a run whose turn is taken meanwhile.
  await Promise.all(Array.from({ length: 10 }, (_, index) => track(`warm-${index}`)));
  expect((await track('enters', 'u', 'Signed Up')).result.status).toBe(200);
  expect((await ready()).result.status).toBe(200);
  const [run] = await rows<{ id: string }>(database, 'select id from journey_runs');
  const turn = () => runTurn(database, run?.id as string, Date.now());

  const ids = Array.from({ length: 40 }, (_, index) => `call-${index}`);
  const under = ids.slice(0, 20).map((id) => track(id)); // some of them are being committed when it stops
  await pause(5);
  postgres.silence();
  const late: ReturnType<typeof track>[] = [];
  const probes: ReturnType<typeof ready>[] = [];
  const ownTurn = timed(() => turn().catch((error: unknown) => error));
  for (const id of ids.slice(20)) {
    late.push(track(id));
    probes.push(ready());
    await pause(300);
  }
  const answers = await Promise.all([...under, ...late]);
  const told = await Promise.all(probes);
  const { result: turnFailure, tookMs: turnMs } = await ownTurn;
  postgres.resume();

  expect(new Set(answers.slice(20).map(({ result }) => result.status))).toEqual(new Set([503]));
  for (const { result } of answers.filter((each) => each.result.status === 503))
    expect(Number(result.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(12_000);
  expect(new Set(told.map(({ result }) => result.status))).toEqual(new Set([503]));
  expect(Math.max(...told.map(({ tookMs }) => tookMs))).toBeLessThan(4_000);
  expect(turnFailure).toMatchObject({ name: 'TemporaryFailure', code: expect.stringMatching(/^database-/) });
  expect(turnMs).toBeLessThan(12_000);

  // The sender tries again until each is answered.
  for (const id of ids) {
    let status = 503;
    for (let tries = 0; status !== 200 && tries < 20; tries += 1) {
      status = (await track(id)).result.status;
      if (status !== 200) await pause(500);
    }
    expect(status).toBe(200);
  }
  const stored = await rows<{ id: string }>(
    database,
    `select message_id as id from events where message_id like 'call-%' order by id`,
  );
  expect(stored.map(({ id }) => id).sort()).toEqual([...ids].sort());
  await turn();
  const visits = await rows(database, 'select 1 from run_visits where visit = 1');
  expect(visits).toHaveLength(1);
  expect((await ready()).result.status).toBe(200);
});

it('can be closed while PostgreSQL does not answer', async () => {
  const other = openDatabase({ url: postgres.url, max: 4 });
  await Promise.all([1, 2, 3].map(() => rows(other, 'select pg_sleep(0.05)')));
  await other.ping(2_000);
  postgres.silence();
  const asked = rows(other, 'select 1').catch((error: Error) => error);
  const { tookMs } = await timed(() => other.destroy());
  postgres.resume();
  expect(tookMs).toBeLessThan(15_000);
  expect(await asked).toBeInstanceOf(Error);
});

it('keeps what was sent out of the log of PostgreSQL', async () => {
  const secrets = ['secret-text', 'secret-json', 'secret-time', 'secret-key'];
  const refused = [
    rows(database, 'select cast(? as jsonb)', ['{"a": "secret-json \\u0000"}']),
    rows(database, 'select cast(? as timestamptz)', ['secret-time']),
    rows(database, 'insert into workspaces (id) values (?), (?) returning 1', ['secret-key', 'secret-key']),
    rows(database, 'select cast(? as text)', ['secret-text \u0000']),
  ];
  const outcomes = await Promise.all(refused.map((each) => each.catch((error: { code: string }) => error.code)));
  expect(outcomes).toEqual(['22P05', '22007', '23505', '22021']);
  expect(postgres.log()).toContain('ready to accept connections');
  for (const secret of secrets) expect(postgres.log()).not.toContain(secret);
});
