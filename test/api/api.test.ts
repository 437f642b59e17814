import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createApi } from '../../api/app.ts';
import { createKey } from '../../store/access/keys.ts';
import { openDatabase } from '../../store/database/database.ts';
import { freePort } from '../../worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { templates, welcome } from '../support/journeys.ts';

let db: TestDatabase;
let server: Server;
let url: string;
let keys: { write: string; admin: string };
const logger = pino({ level: 'silent' });

async function listen(database = db.database): Promise<{ server: Server; url: string }> {
  const started = createServer(createApi({ database, logger }).app);
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { server: started, url: `http://127.0.0.1:${(started.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  db = await createTestDatabase();
  const make = (kind: 'server' | 'admin') => createKey(db.database, { workspace: 'default', kind, title: 'test' });
  keys = { write: await make('server'), admin: await make('admin') };
  ({ server, url } = await listen());
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await db.destroy();
});

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
async function post(path: string, body: unknown, headers: Record<string, string> = {}, at = url) {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body);
  const response = await fetch(`${at}${path}`, {
    method: 'POST',
    body: raw,
    headers: { authorization: basic(keys.write), 'content-type': 'application/json', ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
const get = async (path: string, key = keys.admin) => {
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  return {
    status: response.status,
    body: (await response.json()) as { items?: { id: string }[]; next?: string | null; code?: string },
  };
};
const seen = { type: 'track', event: 'Seen', userId: 'u' };

describe('intake', () => {
  it('takes one call, answers after the commit, and recognises it again', async () => {
    const call = { event: 'Seen', userId: 'u', messageId: 'one' };
    expect(await post('/v1/track', call)).toMatchObject({
      status: 200,
      body: { success: true, messageId: 'one', result: 'accepted' },
    });
    expect(await post('/v1/track', call)).toMatchObject({ status: 200, body: { success: true, result: 'duplicate' } });
    expect(await post('/v1/identify', { userId: 'u', traits: { plan: 'pro' } })).toMatchObject({ status: 200 });
    expect(await db.look(`select 1 from events where message_id = 'one'`)).toHaveLength(1);
  });

  it('takes a batch as SDKs send it: gzip, text/plain, the key in the body', async () => {
    const batch = JSON.stringify({
      batch: [seen, { ...seen, type: 'identify' }],
      writeKey: keys.write,
      sentAt: new Date().toISOString(),
    });
    expect(await post('/v1/batch', batch, { 'content-type': 'text/plain', authorization: '' })).toMatchObject({
      status: 200,
      body: { accepted: 2 },
    });
    expect(await post('/v1/batch', gzipSync(batch), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 200,
      body: { accepted: 2, errors: [] },
    });
  });

  it('tells the bad items of a batch beside the good ones that are in', async () => {
    const answer = await post('/v1/batch', {
      batch: [seen, { type: 'track', userId: 'u' }, { ...seen, userId: 'nul \u0000' }, seen],
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        success: true,
        accepted: 2,
        errors: [
          { code: 'event-unreadable', where: 'batch[1].event' },
          { code: 'id-no-text', where: 'batch[2].userId' },
        ],
      },
    });
  });

  it.each([
    ['no key', { authorization: '' }, 401, 'key-unknown'],
    ['an unknown key', { authorization: basic('tl_server_no') }, 401, 'key-unknown'],
  ])('refuses %s', async (_what, headers, status, code) => {
    const answer = await post('/v1/track', seen, headers);
    expect(answer).toMatchObject({ status, body: { code, where: 'Authorization', remedy: expect.any(String) } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('refuses a key of the other kind with 403, both ways', async () => {
    expect(await post('/v1/track', seen, { authorization: `Bearer ${keys.admin}` })).toMatchObject({ status: 403 });
    expect(await get('/v1/runs', keys.write)).toMatchObject({ status: 403, body: { code: 'key-not-allowed' } });
  });

  it.each([
    ['what is no JSON', '{"event": ', 400, 'unreadable'],
    [
      'more than a batch may have, also unpacked',
      gzipSync(JSON.stringify({ batch: [{ ...seen, properties: { x: 'x'.repeat(600_000) } }] })),
      413,
      'too-large',
    ],
    ['a batch without a list', { calls: [] }, 400, 'batch-unreadable'],
  ])('refuses %s', async (_what, body, status, code) => {
    const headers: Record<string, string> = body instanceof Uint8Array ? { 'content-encoding': 'gzip' } : {};
    expect(await post('/v1/batch', body, headers)).toMatchObject({ status, body: { code } });
  });

  it('answers 503 with Retry-After while PostgreSQL is away, and is not ready then', async () => {
    const away = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` });
    const other = await listen(away);
    const answer = await post('/v1/track', seen, {}, other.url);
    expect(answer).toMatchObject({ status: 503, body: { code: 'database-away' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${other.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${other.url}/health/live`)).status).toBe(200);
    await new Promise((resolve) => other.server.close(resolve));
    await away.destroy();
  });
});

describe('publish', () => {
  const publish = (body: unknown) => post('/v1/publish', body, { authorization: `Bearer ${keys.admin}` });

  it('makes versions by meaning: the same changes nothing, a title keeps the version, an earlier one is live again', async () => {
    const first = welcome();
    const second = welcome({ settle: '2 hours' });
    const versions = [];
    for (const journey of [first, first, { ...first, title: 'Hello' }, second, first]) {
      const { body } = await publish({ journeys: [journey], templates });
      versions.push((body.journeys as object[])[0]);
    }
    expect(versions).toEqual([
      { id: 'welcome', version: 1, change: 'published' },
      { id: 'welcome', version: 1, change: 'unchanged' },
      { id: 'welcome', version: 1, change: 'relabelled' },
      { id: 'welcome', version: 2, change: 'published' },
      { id: 'welcome', version: 1, change: 'live-again' },
    ]);
  });

  it('is all or nothing, and tells every problem with place and remedy', async () => {
    const broken = { ...welcome({ id: 'broken' }), start: 'nowhere' };
    const answer = await publish({
      journeys: [welcome({ id: 'good' }), broken],
      templates: [{ id: 'bad', content: { email: { html: '{% if %}' } } }],
    });
    expect(answer.status).toBe(422);
    const problems = answer.body.problems as { where: string; remedy: string }[];
    expect(problems.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['templates.bad.email', 'broken: start']),
    );
    expect(await db.look(`select 1 from journeys where id = 'good'`)).toEqual([]);
  });

  it('refuses an id twice, and names both places', async () => {
    const [template] = templates;
    const answer = await publish({
      journeys: [welcome({ id: 'twice' }), welcome({ id: 'once' }), welcome({ id: 'twice', settle: '2 hours' })],
      templates: [...templates, template],
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'duplicate-id' } });
    expect(answer.body.problems).toMatchObject([
      { where: 'journeys[2].id', problem: '"twice" is the id of journeys[0] too.' },
      { where: `templates[${templates.length}].id`, problem: `"${template?.id}" is the id of templates[0] too.` },
    ]);
    expect(await db.look(`select 1 from journeys where id in ('twice', 'once')`)).toEqual([]);
  });

  it('keeps both of two publishes at the same time as versions of their own', async () => {
    const answers = await Promise.all(
      ['3 hours', '4 hours', '5 hours'].map((settle) =>
        publish({ journeys: [welcome({ id: 'racing', settle })], templates: [] }),
      ),
    );
    expect(answers.map(({ body }) => (body.journeys as { version: number }[])[0]?.version).sort()).toEqual([1, 2, 3]);
  });
});

describe('runs', () => {
  it('are listed page by page, and shown with what happened', async () => {
    await post('/v1/publish', { journeys: [welcome()], templates }, { authorization: `Bearer ${keys.admin}` });
    await post('/v1/batch', {
      batch: ['a', 'b', 'c'].map((userId) => ({ type: 'track', event: 'Signed Up', userId })),
    });
    const first = await get('/v1/runs?journey=welcome&limit=2');
    expect(first.body.items).toHaveLength(2);
    const rest = await get(`/v1/runs?journey=welcome&limit=2&after=${first.body.next}`);
    expect(rest.body).toMatchObject({ items: [expect.anything()], next: null });
    const [run] = (await get('/v1/runs?userId=b')).body.items ?? [];
    expect((await get(`/v1/runs/${run?.id}`)).body).toMatchObject({
      journey: 'welcome',
      status: 'open',
      title: 'welcome',
      userId: 'b',
      inputs: [{ seq: 1, kind: 'entry', event: 'Signed Up', occurredAt: expect.any(String) }],
    });
  });

  it.each([
    '/v1/runs/nonsense',
    '/v1/runs/01a2042f-b4e2-72fe-95bd-718adb295762',
    '/v1/journeys/nothing',
    '/v1/nothing',
    '/docs', // run from the sources: the build makes the page
  ])('%s is a 404 that says what to do', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: { code: 'not-found', remedy: expect.any(String) } });
  });

  it('tells a wrong parameter', async () => {
    expect(await get('/v1/runs?limit=1000')).toMatchObject({
      status: 422,
      body: { code: 'parameter-wrong', where: 'query.limit' },
    });
  });
});

it('status reports the state of the workspace to an admin', async () => {
  expect((await get('/v1/status', keys.write)).status).toBe(403);
  const { status, body } = await get('/v1/status');
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      now: expect.stringMatching(/^20\d\d-.*Z$/),
      openRuns: { total: expect.any(Number), estimated: false },
      backlog: { stuck: 0, overdue: expect.any(Number) },
      stuckRuns: [],
      events: { lastMinute: expect.any(Number) },
      channels: ['email'],
      processes: [],
    },
  });
});

it('requests are counted by route and status, items by outcome; a label holds no path, no id and no key', async () => {
  const registry = new Registry();
  const own = createServer(createApi({ database: db.database, logger, registry }).app);
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  await post(
    '/v1/batch',
    {
      batch: [
        { ...seen, messageId: 'counted' },
        { type: 'track', userId: 'u' },
      ],
    },
    {},
    at,
  );
  await post('/v1/batch', { batch: [{ ...seen, messageId: 'counted' }] }, {}, at);
  await post('/v1/track', { event: 'Seen' }, {}, at);
  await fetch(`${at}/v1/runs/01a2042f-b4e2-72fe-95bd-718adb295762`, {
    headers: { authorization: `Bearer ${keys.admin}` },
  });
  await fetch(`${at}/secret-path`);
  await fetch(`${at}/v1/track`, { method: 'OPTIONS' });
  await new Promise((resolve) => own.close(resolve));
  const text = await registry.metrics();
  const counted = (name: string) =>
    Object.fromEntries(
      [...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, 'gm'))].map(([, labels, count]) => [
        labels,
        Number(count),
      ]),
    );
  expect(counted('throughline_http_request_duration_seconds_count')).toEqual({
    'method="POST",route="/v1/batch",status="200"': 2,
    'method="POST",route="/v1/track",status="400"': 1,
    'method="GET",route="/v1/runs/:id",status="404"': 1,
    'method="GET",route="none",status="404"': 1,
    'method="OPTIONS",route="/v1/track",status="204"': 1,
  });
  expect(counted('throughline_intake_items_total')).toEqual({
    'outcome="accepted"': 1,
    'outcome="duplicate"': 1,
    'outcome="refused"': 2,
  });
  expect(counted('throughline_intake_commit_duration_seconds_count')).toEqual({ 'result="committed"': 2 });
  expect(text).not.toMatch(/secret-path|01a2042f|tl_admin/);
});
