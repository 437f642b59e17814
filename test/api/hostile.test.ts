import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createApi } from '../../api/app.ts';
import { addresses, intakePaths } from '../../api/intake-paths.ts';
import { createKey } from '../../store/access/keys.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { hostileBatch, hostileCall, hostileJson, hostileObject } from '../support/hostile-json.ts';
import { orders, templates, welcome } from '../support/journeys.ts';

/** What strangers send, and where: one bad item harms only itself, is reported, and is never a 5xx. */
let db: TestDatabase;
let server: Server;
let url: string;
let keys: { write: string; admin: string };
const registry = new Registry();
const logged: string[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  const make = (kind: 'server' | 'admin') => createKey(db.database, { workspace: 'default', kind, title: 'test' });
  keys = { write: await make('server'), admin: await make('admin') };
  const logger = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  server = createServer(createApi({ database: db.database, logger, registry }).app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await post('/v1/publish', JSON.stringify({ journeys: [welcome(), orders], templates }), keys.admin);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await db.destroy();
});

async function post(path: string, body: string, key: string | undefined = keys.write) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(key !== '' && { authorization: `Bearer ${key}` }) },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const sendBatch = (items: readonly string[]) => post('/v1/batch', `{"batch":[${items.join(',')}]}`);
const good = (userId: string) => JSON.stringify({ type: 'track', event: 'Seen', userId });
const storedFor = async (userId: string) =>
  (
    await db.look<{ count: number }>(
      `select count(*)::int as count from events e join identities i on i.customer_id = e.customer_id where i.value = ?`,
      [userId],
    )
  )[0]?.count;

describe('the addresses that SDKs post to', () => {
  const slashed = (paths: readonly string[]) => paths.flatMap((path) => [path, `${path}/`]);

  it.each(slashed([...addresses.track, ...addresses.identify]))('%s takes one call', async (path) => {
    const answer = await post(path, JSON.stringify({ event: 'Seen', userId: path, traits: {}, type: 'odd' }));
    expect(answer).toMatchObject({ status: 200, body: { success: true, result: 'accepted', warnings: [] } });
    const [row] = await db.look<{ type: string }>('select type from events where message_id = ?', [
      answer.body.messageId,
    ]);
    expect(row?.type).toBe(/t(rack)?\/?$/.test(path) ? 'track' : 'identify');
  });

  it.each(slashed(addresses.batch))('%s takes a batch', async (path) => {
    const answer = await post(path, `{"batch":[${good(path)},{"type":"trick","userId":"u"}]}`);
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, errors: [{ code: 'event-unreadable' }] } });
    expect(await storedFor(path)).toBe(1);
  });

  it('take the key of a beacon from the query, since it has no headers', async () => {
    const at = (key: string) => post(`/beacon/v1/batch?writeKey=${key}`, `{"batch":[${good('beacon')}]}`, '');
    expect(await at(keys.write)).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(await at('tl_server_nobody')).toMatchObject({ status: 401 });
    expect(await at('a&writeKey=b')).toMatchObject({ status: 401 });
  });

  it.each(intakePaths)('%s may be posted to by any page, with the headers of the SDKs', async (path) => {
    const answer = await fetch(`${url}${path}`, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization, content-type, *');
    expect(answer.headers.get('access-control-expose-headers')).toBe('retry-after');
    const headers = { origin: 'https://shop.example', 'access-control-request-headers': 'x-retry-count,content-type' };
    const byPage = await fetch(`${url}${path}`, { method: 'OPTIONS', headers });
    expect(byPage.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(byPage.headers.get('access-control-allow-credentials')).toBe('true');
    expect(byPage.headers.get('access-control-allow-headers')).toContain('x-retry-count');
    expect(byPage.headers.get('vary')).toContain('Origin');
  });
});

describe('an item that can not be taken', () => {
  const deep = '['.repeat(2_000) + ']'.repeat(2_000);
  it.each([
    ['half an emoji in its userId', '{"type":"track","event":"X","userId":"u-\\ud83d"}', 'id-no-text'],
    ['2,000 levels', `{"type":"track","event":"X","userId":"u","properties":{"a":${deep}}}`, 'event-too-deep'],
    ['an odd shape for a text', '{"type":"track","event":{"length":{"toString":1}},"userId":"u"}', 'event-unreadable'],
    [
      'a number beyond all measure',
      '{"type":"track","event":"X","userId":"u","context":{"n":1e400}}',
      'number-too-large',
    ],
    ['null in its place', 'null', 'event-unreadable'],
    ['a list in its place', `[${good('inside')}]`, 'event-unreadable'],
    ['a text in its place', '"track"', 'event-unreadable'],
  ])('is reported, and those beside it are in: %s', async (what, bad, code) => {
    for (const _again of [1, 2]) {
      const answer = await sendBatch([good(what), bad, good(what)]);
      expect(answer).toMatchObject({ status: 200, body: { accepted: 2, errors: [{ code }] } });
    }
    expect(await storedFor(what)).toBe(4);
  });

  it('is stored where only its key does not fit; no run is opened, which is reported and counted', async () => {
    const order = (key: string) =>
      JSON.stringify({ type: 'track', event: 'Ordered', userId: 'buyer', properties: { order: key } });
    const { body } = await sendBatch([order('a'), order('x'.repeat(3_000)), order('\ud83d')]);
    expect(body).toMatchObject({ accepted: 3, entered: 1, errors: [] });
    expect(body.warnings).toEqual([
      expect.objectContaining({ code: 'key-unfit', where: 'batch[1].properties.order', severity: 'warning' }),
      expect.objectContaining({ code: 'key-unfit', where: 'batch[2].properties.order' }),
    ]);
    const single = await post('/v1/track', order('y'.repeat(256)));
    expect(single.body).toMatchObject({ result: 'accepted', warnings: [{ where: 'body.properties.order' }] });
    expect(await registry.metrics()).toContain('throughline_intake_warnings_total{code="key-unfit"} 3');
  });

  it('leaves no name of the sender in the log', async () => {
    await sendBatch([
      JSON.stringify({ type: 'track', userId: 'u', event: 'X', properties: { ['anna@example.com'.repeat(40)]: 1 } }),
    ]);
    expect(logged.join('')).toContain('"where":"batch[0]"');
    expect(logged.join('')).not.toContain('anna');
  });
});

describe('an envelope', () => {
  it.each([
    ['a context that is no object', `{"batch":[${good('envelope')}],"context":"web"}`],
    ['a sentAt that is no time', `{"batch":[${good('envelope')}],"sentAt":{"length":{"toString":1}}}`],
    ['a key that is no text, beside one in the header', `{"batch":[${good('envelope')}],"writeKey":{"a":1}}`],
  ])('is taken with %s', async (_what, body) => {
    expect(await post('/v1/batch', body)).toMatchObject({ status: 200, body: { accepted: 1, errors: [] } });
  });

  it.each([
    '{"batch":{"length":{"toString":1}}}',
    '{"batch":{"0":{}}}',
    '{"batch":"all"}',
    '{"batch":null}',
    '[]',
    '[[]]',
  ])('is refused where it has no list: %s', async (body) => {
    expect(await post('/v1/batch', body)).toMatchObject({ status: 400, body: { code: 'batch-unreadable' } });
  });

  it.each(['[]', '[{"event":"Seen","userId":"u"}]', '{"length":{"toString":1},"event":{"length":{"toString":1}}}'])(
    'of a single call is refused where it is none: %s',
    async (body) => {
      expect(await post('/v1/track', body)).toMatchObject({ status: 400, body: { code: 'event-unreadable' } });
    },
  );
});

it('answers hostile calls and batches without a 5xx, tells what was refused, and takes good calls beside them', async () => {
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(hostileCall, { minLength: 5, maxLength: 10 }), async (calls) => {
      const { status, body } = await sendBatch([good('neighbour'), ...calls, good('neighbour')]);
      sent += 2;
      expect(status).toBe(200);
      const { accepted, duplicates, errors } = body as { accepted: number; duplicates: number; errors: unknown[] };
      expect(accepted + duplicates + errors.length).toBe(calls.length + 2);
    }),
    { seed: 11, numRuns: 30 },
  );
  expect(await storedFor('neighbour')).toBe(sent);
  const answered = async (path: string, json: fc.Arbitrary<string>) =>
    fc.assert(
      fc.asyncProperty(json, async (text) => {
        expect((await post(path, text)).status).toBeLessThan(500);
      }),
      { seed: 11, numRuns: 30 },
    );
  await answered('/v1/batch', hostileBatch);
  for (const path of ['/v1/t', '/v1/identify', '/v1/page']) await answered(path, fc.oneof(hostileCall, hostileJson));
});

describe('what operators send', () => {
  const odd = '{"length":{"toString":1}}';
  const id = '01a2042f-b4e2-72fe-95bd-718adb295762';
  const journey = JSON.stringify(orders);

  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const exit = `/v1/runs/${id}/exit`;

  it.each<[what: string, path: string, body: string, code?: string]>([
    ['an odd shape for the list of journeys', '/v1/publish', `{"journeys":${odd}}`, 'publication-unreadable'],
    ["an odd shape for a template's id", '/v1/publish', `{"templates":[{"id":${odd},"content":{}}]}`],
    ['an odd shape for a journey', '/v1/publish', `{"journeys":[${odd}]}`],
    ["an odd shape for a journey's id", '/v1/publish', `{"journeys":[${journey.replace('"orders"', odd)}]}`],
    ["an odd shape for a journey's start", '/v1/publish', `{"journeys":[${journey.replace('"settle"', odd)}]}`],
    ['half a character in a journey', '/v1/publish', '{"journeys":[{"id":"a\\ud83d"}]}', 'data-refused'],
    ['a number beyond all measure', '/v1/publish', '{"journeys":[1e400]}', 'number-too-large'],
    ['an odd shape for a reason', exit, `{"reason":${odd}}`, 'parameter-wrong'],
    ['half a character in a reason', exit, '{"reason":"\\ud83d"}', 'data-refused'],
    ['a list with a reason in it', exit, '[{"reason":"why"}]', 'parameter-wrong'],
  ])('is refused with 422: %s', async (_what, path, body, code = expect.any(String)) => {
    expect(await post(path, body, keys.admin)).toMatchObject({ status: 422, body: { code } });
  });

  it.each([
    ['5,000 levels for a journey', '/v1/publish', `{"journeys":[${deep}]}`],
    ['1,000 levels for a reason', exit, `{"reason":${'['.repeat(1_000)}${']'.repeat(1_000)}}`],
  ])('is refused before it is parsed: %s', async (_what, path, body) => {
    expect(await post(path, body, keys.admin)).toMatchObject({ status: 400, body: { code: 'too-deep' } });
  });

  it('is never a 5xx, whatever it is', async () => {
    const definition = JSON.parse(journey) as Record<string, unknown>;
    await fc.assert(
      fc.asyncProperty(
        hostileJson,
        fc.constantFrom(...Object.keys(definition)),
        fc.string(),
        async (json, member, text) => {
          const changed = JSON.stringify({ ...definition, [member]: '(here)' }).replace('"(here)"', () => json);
          const query = [
            `userId=${encodeURIComponent(text)}`,
            `limit=${encodeURIComponent(text)}`,
            `after[]=${text.length}`,
          ];
          for (const body of [json, `{"journeys":[${changed}]}`, `{"templates":${json}}`]) {
            expect((await post('/v1/publish', body, keys.admin)).status).toBeLessThan(500);
          }
          expect((await post(`/v1/runs/${id}/exit`, `{"reason":${json}}`, keys.admin)).status).toBeLessThan(500);
          for (const asked of query) {
            const answer = await fetch(`${url}/v1/runs?${asked}`, {
              headers: { authorization: `Bearer ${keys.admin}` },
            });
            expect(answer.status).toBeLessThan(500);
          }
        },
      ),
      { seed: 11, numRuns: 30 },
    );
    const body = fc.oneof(hostileJson, hostileObject);
    await fc.assert(
      fc.asyncProperty(body, async (json) => {
        expect((await post('/v1/publish', json, keys.admin)).status).toBeLessThan(500);
      }),
      { seed: 12, numRuns: 30 },
    );
  });
});
