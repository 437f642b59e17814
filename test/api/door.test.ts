import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { sendRaw, startTestApi, statusOf, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
const nothingFailed = () => expect(api.log).toEqual([]); // nothing of ours
afterEach(nothingFailed);
afterAll(async () => {
  await api.stop();
  nothingFailed(); // in the cases that ran side by side, after which nobody looks
});

const id = '01a2042f-b4e2-72fe-95bd-718adb295762';
const intake = ['/v1/track', '/v1/identify', '/v1/batch'];
const posts = [...intake, '/v1/publish', `/v1/runs/${id}/retry`, `/v1/runs/${id}/exit`];
const gets = ['/v1/journeys', '/v1/journeys/trial', '/v1/runs', `/v1/runs/${id}`, '/v1/status'];
const open = ['/health/live', '/health/ready', '/openapi.json', '/docs', '/docs/', '/v1/nothing', '/'];

const unknown = `tl_server_${'x'.repeat(43)}`;
type Key = 'none' | 'unknown' | 'malformed' | 'write' | 'admin';
const headerOf = (key: Key): string =>
  ({
    none: '',
    unknown: `Authorization: Bearer ${unknown}\r\n`,
    malformed: 'Authorization: Bearer tl_\u00e4\u0001\r\n'.replace('\u0001', '~'),
    write: `Authorization: Basic ${Buffer.from(`${api.keys.write}:`).toString('base64')}\r\n`,
    admin: `Authorization: Bearer ${api.keys.admin}\r\n`,
  })[key];

const bodies: Record<string, { body: Buffer; headers?: string }> = {
  'no body': { body: Buffer.alloc(0) },
  'bad JSON': { body: Buffer.from('{"batch": [') },
  'too large': { body: Buffer.from(`{"x":"${'x'.repeat(600 * 1024)}"}`) },
  'too large, packed': {
    body: gzipSync(`{"x":"${'x'.repeat(11_000_000)}"}`),
    headers: 'Content-Encoding: gzip\r\n',
  },
  'too deep': { body: Buffer.from(`{"x":${'['.repeat(2_000)}${']'.repeat(2_000)}}`) },
  'packed, broken': { body: Buffer.from('not gzip'), headers: 'Content-Encoding: gzip\r\n' },
  'packed, cut': {
    body: brotliCompressSync('{"a":"bcdefghijklmnop"}').subarray(0, 9),
    headers: 'Content-Encoding: br\r\n',
  },
  'odd encoding': { body: Buffer.from('{}'), headers: 'Content-Encoding: rot13\r\n' },
};

function requestOf(method: string, path: string, key: Key, what: keyof typeof bodies): Buffer {
  const { body, headers = '' } = bodies[what] as (typeof bodies)[string];
  const head = `${method} ${path} HTTP/1.1\r\nHost: api\r\n${headerOf(key)}${headers}`;
  return Buffer.concat([
    Buffer.from(`${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n`, 'latin1'),
    body,
  ]);
}

function keysOf(path: string): { readonly right: Key; readonly wrong: Key } {
  return intake.includes(path) ? { right: 'write', wrong: 'admin' } : { right: 'admin', wrong: 'write' };
}

describe.each(posts)('POST %s', (path) => {
  const { right, wrong } = keysOf(path);

  it.each<[Key, number[]]>([
    ['none', intake.includes(path) ? [400, 401, 413, 415] : [401]],
    ['unknown', [401]],
    ['malformed', [401]],
    [wrong, [403]],
    [right, [200, 400, 404, 413, 415, 422]],
  ])('with key "%s" answers %j to whatever the body is', async (key, statuses) => {
    for (const what of Object.keys(bodies)) {
      const status = statusOf(await sendRaw(api.port, requestOf('POST', path, key, what)));
      expect({ what, status, expected: statuses.includes(status) }).toMatchObject({ expected: true });
    }
  });
});

// The server waits two seconds for the rest of a body that it refused. These cases wait side by side.
it.concurrent.each(posts)('POST %s refuses keys before a body that never comes, and hangs up', async (path) => {
  const { right, wrong } = keysOf(path);
  const keys: Key[] = right === 'write' ? ['unknown', wrong] : ['none', 'unknown', wrong];
  const lengths = ['Content-Length: 400', 'Transfer-Encoding: chunked'];
  await Promise.all(
    keys.flatMap((key) =>
      lengths.map(async (length) => {
        const head = `POST ${path} HTTP/1.1\r\nHost: api\r\n${headerOf(key)}${length}\r\n\r\n`;
        const answer = await sendRaw(api.port, head);
        expect({ key, status: statusOf(answer) }).toEqual({ key, status: key === wrong ? 403 : 401 });
        expect(answer).toMatch(/\r\nConnection: close\r\n/i);
        expect(answer).toContain('"remedy"');
      }),
    ),
  );
});

it.concurrent.each([
  ['GET', [...gets, ...open, ...posts]],
  ['HEAD', [...gets, ...open, ...posts]],
  ['PUT', [...posts, '/v1/nothing']],
  ['DELETE', [...posts, '/v1/nothing']],
  ['POST', ['/v1/nothing', '/', '/health/live', '/openapi.json', '/v1/journeys', '//', '/v1/track/x']],
  ['PROPFIND', ['/v1/track', '/']],
])('%s with a body that never comes is answered all the same, without a 5xx', async (method, paths) => {
  const head = (path: string) => `${method} ${path} HTTP/1.1\r\nHost: api\r\n${headerOf('admin')}Connection: close\r\n`;
  const always = paths.filter((path) => path !== '/health/ready'); // says 503 where a busy machine lets it wait two seconds
  // A few at a time: more than the database serves at once would wait, and be told so.
  const answers: string[] = [];
  for (let at = 0; at < always.length; at += 8) {
    const asked = always.slice(at, at + 8).map((path) => `${head(path)}Content-Length: 100000\r\n\r\n`);
    answers.push(...(await Promise.all(asked.map((each) => sendRaw(api.port, each)))));
  }
  const odd = answers.filter((answer) => !(statusOf(answer) >= 200 && statusOf(answer) < 500));
  expect(odd).toEqual([]);
});

it.each([...gets, '/v1/status?%'])('GET %s needs an admin key', async (path) => {
  for (const [key, status] of [
    ['none', 401],
    ['unknown', 401],
    ['write', 403],
  ] as const) {
    const head = `GET ${path} HTTP/1.1\r\nHost: api\r\nConnection: close\r\n${headerOf(key)}`;
    expect(statusOf(await sendRaw(api.port, `${head}\r\n`))).toBe(status);
  }
});

it('a refused sender that goes on sending gets the whole answer', async () => {
  const big = Buffer.alloc(3_000_000, 'x');
  const head = `POST /v1/publish HTTP/1.1\r\nHost: api\r\nContent-Length: ${big.length}\r\n\r\n`;
  const answer = await sendRaw(api.port, Buffer.concat([Buffer.from(head), big]));
  expect(statusOf(answer)).toBe(401);
  expect(answer).toMatch(/"remedy":".*"\}$/);
  const response = await fetch(`${api.url}/v1/publish`, { method: 'POST', body: big });
  expect(await response.json()).toMatchObject({ status: 401, code: 'key-unknown' });
});

it.concurrent('a body in chunks without end is refused at its limit, and its sender hung up on', async () => {
  const socket = connect(api.port, '127.0.0.1').on('error', () => {});
  let answer = '';
  socket.setEncoding('utf8').on('data', (data: string) => {
    answer += data;
  });
  socket.write(
    `POST /v1/batch HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer ${api.keys.write}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, ' '), Buffer.from('\r\n')]);
  const sending = setInterval(() => socket.write(chunk), 5);
  await once(socket, 'close');
  clearInterval(sending);
  expect(statusOf(answer)).toBe(413);
  expect(answer).toContain('too-large');
});

it.concurrent('a sender that asks first (Expect: 100-continue) is asked for its body only when its key is known', async () => {
  const ask = (key: Key) =>
    `POST /v1/publish HTTP/1.1\r\nHost: api\r\nConnection: close\r\n${headerOf(key)}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`;
  expect(statusOf(await sendRaw(api.port, ask('unknown')))).toBe(401);
  const socket = connect(api.port, '127.0.0.1').setEncoding('utf8');
  socket.write(ask('admin'));
  expect((await once(socket, 'data'))[0]).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  socket.write('{}');
  expect((await once(socket, 'data'))[0]).toMatch(/^HTTP\/1\.1 200 /);
});

const line = (first: string, more = '') => `${first} HTTP/1.1\r\nHost: api\r\nConnection: close\r\n${more}\r\n`;
it.concurrent.each([
  ['GET //', line('GET //'), 404],
  ['GET ///v1/track', line('GET ///v1/track'), 404],
  ['a percent sign', line('GET /%'), 404],
  ['a broken escape of an id', line(`GET /v1/journeys/%E0%A4%A`, `Authorization: Bearer KEY\r\n`), 400],
  ['an escape as file name', line('GET /docs/%ff'), 404],
  ['a way out of the folder', line('GET /docs/../../package.json'), 404],
  ['a way out, escaped', line('GET /docs/%2e%2e/%2e%2e/package.json'), 404],
  ['U+0000 in the path', line('GET /docs/%00'), 404],
  ['a question mark alone', line('GET ?'), 400],
  ['an absolute address', line('GET http://elsewhere/health/live'), 200],
  ['an absolute address that is none', line('GET http://[::/health/live'), 404],
  ['OPTIONS *', line('OPTIONS *'), 404],
  ['an upgrade', line('GET /health/live', 'Upgrade: websocket\r\nConnection: upgrade\r\n'), 200],
  ['an address of 15 KB', line(`GET /${'a'.repeat(15_000)}`), 404],
  ['an address of 20 KB', line(`GET /${'a'.repeat(20_000)}`), 431],
  ['headers of 20 KB', line('GET /health/live', `X-A: ${'a'.repeat(20_000)}\r\n`), 431],
  ['a thousand headers', line('GET /health/live', 'A: b\r\n'.repeat(1_000)), 200],
  ['two lengths', line('POST /v1/track', 'Content-Length: 2\r\nContent-Length: 3\r\n'), 400],
  ['a length and chunks', line('POST /v1/track', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n'), 400],
  ['a length below nought', line('POST /v1/track', 'Content-Length: -2\r\n'), 400],
  ['a length beyond all measure', line('POST /v1/track', `Content-Length: ${'9'.repeat(40)}\r\n`), 400],
  [
    'a length beyond the limit',
    line('POST /v1/track', `Authorization: Bearer WRITE\r\nContent-Length: 9999999999\r\n`),
    413,
  ],
  ['another Transfer-Encoding', line('POST /v1/track', 'Transfer-Encoding: gzip\r\n'), 400],
  ['an unknown expectation', line('POST /v1/track', 'Expect: the-unexpected\r\n'), 417],
  ['no HTTP at all', 'nonsense\r\n\r\n', 400],
  ['TLS', Buffer.from('160301020001000001fc0303', 'hex').toString('latin1'), 400],
  ['HTTP/1.0', 'GET /health/live HTTP/1.0\r\n\r\n', 200],
  ['no host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['many ranges', line('GET /openapi.json', 'Range: bytes=9999999-\r\n'), 200],
])('%s', async (_what, request, status) => {
  const filled = request.replace('KEY', api.keys.admin).replace('WRITE', api.keys.write);
  expect(statusOf(await sendRaw(api.port, filled))).toBe(status);
});

it('the key in the body is looked at before anything else of it', async () => {
  const send = (body: string) =>
    sendRaw(
      api.port,
      `POST /v1/track HTTP/1.1\r\nHost: api\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  const call = `"event":"Seen","userId":"u"`;
  expect(statusOf(await send(`{${call},"writeKey":"${api.keys.write}"}`))).toBe(200);
  expect(statusOf(await send(`{${call},"writeKey":"${api.keys.admin}"}`))).toBe(403);
  expect(statusOf(await send(`{${call},"writeKey":"${unknown}", and so on`))).toBe(401);
  expect(statusOf(await send(`{${call},"writeKey":"${api.keys.write}", and so on`))).toBe(400);
  expect(statusOf(await send(`{${call},"writeKey":["${api.keys.write}"]}`))).toBe(401);
  expect(statusOf(await send(`{${call},"properties":{"writeKey":"${api.keys.write}"}}`))).toBe(401);
});

it('a preflight needs no key, and refusals too may be read by pages of any origin', async () => {
  const preflight = await fetch(`${api.url}/v1/batch`, { method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
  const refused = await fetch(`${api.url}/v1/batch`, { method: 'POST', body: '{}' });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect(refused.headers.get('access-control-expose-headers')).toBe('retry-after');
});
