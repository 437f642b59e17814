import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { startTestApi, type TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    body: body as string,
    headers: { authorization: `Bearer ${/publish|runs/.test(path) ? api.keys.admin : api.keys.write}`, ...headers },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const call = { event: 'Seen', userId: 'u' };
const json = JSON.stringify(call);
const long = JSON.stringify({ batch: Array(500).fill({ type: 'track', ...call, properties: { n: 'x'.repeat(100) } }) });

describe('packed bodies', () => {
  const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

  it.each(Object.entries(packers))('are taken as %s', async (encoding, pack) => {
    expect(await post('/v1/track', pack(json), { 'content-encoding': encoding })).toMatchObject({ status: 200 });
    expect(await post('/v1/batch', pack(long), { 'content-encoding': encoding.toUpperCase() })).toMatchObject({
      body: { accepted: 500 },
    });
  });

  it.each(
    Object.entries(packers).flatMap(([encoding, pack]) => {
      const packed = pack(long);
      const broken = Buffer.from(packed).fill(0xff, 12, 40);
      return (['/v1/batch', '/v1/track', '/v1/publish'] as const).flatMap((path) => [
        [path, encoding, 'plain JSON', Buffer.from(json)] as const,
        [path, encoding, 'cut off', packed.subarray(0, packed.length - 9)] as const,
        [path, encoding, 'broken', broken] as const,
        [path, encoding, 'one byte', Buffer.from([0x1f])] as const,
      ]);
    }),
  )('%s as %s that is %s: 400', async (path, encoding, _what, body) => {
    expect(await post(path, body, { 'content-encoding': encoding })).toMatchObject({
      status: 400,
      body: { code: 'unreadable', where: 'body', remedy: expect.any(String) },
    });
  });

  it.each(['rot13', 'gzip, gzip', 'zstd', 'constructor', '__proto__'])('as %s: 415', async (encoding) => {
    expect(await post('/v1/track', json, { 'content-encoding': encoding })).toMatchObject({
      status: 415,
      body: { code: 'unreadable' },
    });
  });

  it.each(['identity', 'IDENTITY', ''])('with Content-Encoding "%s" are plain', async (encoding) => {
    expect(await post('/v1/track', json, { 'content-encoding': encoding })).toMatchObject({ status: 200 });
  });

  it.each([
    ['/v1/batch', 500 * 1024],
    ['/v1/publish', 10 * 1024 * 1024],
    ['/v1/runs/01a2042f-b4e2-72fe-95bd-718adb295762/exit', 4 * 1024],
  ])('of %s may have %i bytes unpacked, and no more', async (path, limit) => {
    const of = (size: number) => `{"x":"${'x'.repeat(size - 8)}"}`;
    for (const [encoding, pack] of Object.entries({ ...packers, identity: (text: string) => text })) {
      const headers = { 'content-encoding': encoding };
      expect((await post(path, pack(of(limit)), headers)).status).not.toBe(413);
      expect(await post(path, pack(of(limit + 1)), headers)).toMatchObject({
        status: 413,
        body: { code: 'too-large', title: `the request is larger than ${limit / 1024} KB` },
      });
    }
  });
});

describe('JSON', () => {
  it.each([
    ['no UTF-8', Buffer.from([...Buffer.from('{"event":"'), 0xff, 0xfe, ...Buffer.from('"}')])],
    ['UTF-16', Buffer.from(json, 'utf16le')],
    ['half a character', Buffer.from(`{"event":"\u00e9`).subarray(0, -1)],
    ['a text', '"text"'],
    ['a number', '7'],
    ['null', 'null'],
    ['true', 'true'],
    ['white space', ' \n'],
    ['half of it', '{"event":'],
    ['too much of it', '{}{}'],
    ['a form', 'event=Seen&userId=u'],
    ['U+0000', '\u0000'],
    ['brackets that never close', '['.repeat(400_000)],
    ['brackets that never open', ']}'.repeat(200_000)],
  ])('that is %s: 400, and nothing of it is quoted', async (_what, body) => {
    for (const path of ['/v1/track', '/v1/batch', '/v1/publish']) {
      const answer = await post(path, body);
      expect(answer).toMatchObject({ status: 400 });
      expect(['unreadable', 'too-deep']).toContain(answer.body.code);
      expect(answer.body.title).not.toMatch(/Seen|text/);
    }
  });

  it.each(['', '[]', '{}'])('that says nothing (%j): a refusal that says what is missing', async (body) => {
    for (const path of ['/v1/track', '/v1/batch']) expect((await post(path, body)).status).toBe(400);
    expect([200, 422]).toContain((await post('/v1/publish', body)).status);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'nonsense', ';'])(
    'is read whatever its Content-Type says: %s',
    async (type) => {
      expect(await post('/v1/track', json, { 'content-type': type })).toMatchObject({ status: 200 });
      expect(await post('/v1/publish', '{"journeys":[]}', { 'content-type': type })).toMatchObject({ status: 200 });
    },
  );

  it('may begin with a byte order mark', async () => {
    expect(await post('/v1/track', `\uFEFF${json}`)).toMatchObject({ status: 200 });
  });

  const deep = (levels: number) => `{"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  it.each([
    ['/v1/publish', 64],
    ['/v1/runs/01a2042f-b4e2-72fe-95bd-718adb295762/exit', 8],
  ])('of %s may be nested %i levels, and no more', async (path, levels) => {
    expect((await post(path, deep(levels))).body.code).not.toBe('too-deep');
    const answer = { status: 400, body: { code: 'too-deep', where: 'body', remedy: expect.any(String) } };
    for (const more of [1, 2_000, 100_000].filter((count) => count < 2_000 || path === '/v1/publish')) {
      expect(await post(path, deep(levels + more))).toMatchObject(answer);
    }
  });

  it('of intake that is nested too deep anywhere leaves the other calls of the batch in', async () => {
    const good = (userId: string) => JSON.stringify({ type: 'track', event: 'Seen', userId, properties: { a: [[1]] } });
    const bad = `{"type":"track","event":"Seen","userId":"bad","properties":{"x":${deep(200_000).slice(5)}}`;
    const answer = await post('/v1/batch', `{"batch":[${good('before')},${bad},${good('after')}]}`);
    expect(answer.status).toBe(200);
    expect(answer.body.accepted).toBeGreaterThanOrEqual(2);
    const stored = await api.db.look<{ properties: unknown }>(
      `select properties from events where properties -> 'a' is not null and name = 'Seen'`,
    );
    expect(stored.map(({ properties }) => properties)).toEqual([{ a: [[1]] }, { a: [[1]] }]);
  });
});
