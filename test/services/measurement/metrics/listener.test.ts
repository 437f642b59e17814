import { createServer } from 'node:net';
import { Counter, Registry } from 'prom-client';
import { listenForScrapes } from '../../../../services/measurement/metrics/listener.ts';
import { openMetrics } from '../../../../services/measurement/metrics/process-metrics.ts';
import { openDatabase } from '../../../../store/database/database.ts';
import { freePort } from '../../../../worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const host = '127.0.0.1';
const value = (text: string, name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];

it('serves the registry, what others add, and health; and nothing else', async () => {
  const registry = new Registry();
  new Counter({ name: 'seen_total', help: 'seen', registers: [registry] }).inc(3);
  let ready = true;
  const listener = await listenForScrapes({
    ...{ host, port: 0, registry },
    more: async () => 'temporal_more 1\n',
    async ready() {
      if (!ready) throw new Error('a Temporal worker is stopped');
    },
  });
  const get = async (path: string) => {
    const response = await fetch(`http://${host}:${listener.port}${path}`);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  const metrics = await get('/metrics');
  expect(metrics.type).toBe(registry.contentType);
  expect(value(metrics.text, 'seen_total')).toBe('3');
  expect(value(metrics.text, 'temporal_more')).toBe('1');
  expect(await get('/health/live')).toMatchObject({ status: 200 });
  expect(await get('/health/ready')).toMatchObject({ status: 200 });
  ready = false;
  expect(await get('/health/ready')).toMatchObject({ status: 503, text: expect.stringContaining('worker is stopped') });
  expect(await get('/v1/runs')).toMatchObject({ status: 404 });
  await listener.close();
});

it('a port that is taken is reported with the setting that moves it', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, host, resolve));
  const { port } = taken.address() as { port: number };
  const listening = listenForScrapes({ host, port, registry: new Registry(), ready: async () => {} });
  await expect(listening).rejects.toMatchObject({
    problems: [{ code: 'metrics-port', problem: expect.stringContaining(String(port)) }],
  });
  await new Promise((resolve) => taken.close(resolve));
});

it('many scrapes at once ask PostgreSQL once', async () => {
  let asked = 0;
  const registry = openMetrics({
    ...db.database,
    async begin() {
      const trx = await db.database.begin();
      return {
        ...trx,
        query(sql, bindings) {
          if (sql.includes('from outbox')) asked += 1;
          return trx.query(sql, bindings);
        },
      };
    },
  });
  const scrapes = await Promise.all(Array.from({ length: 20 }, () => registry.metrics()));
  await registry.metrics();
  expect(asked).toBe(1);
  expect(value(scrapes[0] ?? '', 'throughline_database_up')).toBe('1');
  expect(value(scrapes[0] ?? '', 'throughline_runs_stuck')).toBe('0');
});

it('while PostgreSQL is unavailable, gauges are NaN and not zero, and the scrape still answers', async () => {
  const away = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` });
  const text = await openMetrics(away).metrics();
  expect(value(text, 'throughline_database_up')).toBe('0');
  expect(value(text, 'throughline_runs_stuck')).toBe('Nan');
  await away.destroy();
});
