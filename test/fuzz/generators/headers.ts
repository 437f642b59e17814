import { type Exchange, type Generator, MARK } from '../case.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Keys in odd places and headers that proxies, browsers and attackers send. */
export const headers: Generator = (maker) => {
  const { draw, keys } = maker;
  const { write, admin } = keys;
  const unauthorised = [400, 401, 403, 413, 429, 431];
  const authorisations: Readonly<Record<string, { headers: Exchange['headers']; right?: readonly number[] }>> = {
    'no key': { headers: {}, right: [401] },
    'a wrong key': { headers: { authorization: 'Bearer tl_server_wrong' }, right: [401] },
    'an admin key': { headers: { authorization: `Bearer ${admin}` }, right: [403] },
    Basic: { headers: { authorization: `Basic ${base64(`${write}:`)}` }, right: [200] },
    'Basic without a colon': { headers: { authorization: `Basic ${base64(write)}` }, right: [200] },
    'lower-case bearer': { headers: { authorization: `bearer ${write}` }, right: [200] },
    'Basic that is no base64': { headers: { authorization: 'Basic !!!' }, right: unauthorised },
    'a NUL in Basic': { headers: { authorization: `Basic ${base64('\u0000:\u0000')}` }, right: unauthorised },
    'Basic of a colon': { headers: { authorization: `Basic ${base64(':x')}` }, right: unauthorised },
    'two keys': { headers: { authorization: [`Bearer ${write}`, 'Bearer tl_server_wrong'] } },
    'two keys in one': { headers: { authorization: `Bearer ${write}, Bearer ${admin}` }, right: unauthorised },
    'a long key': {
      headers: { authorization: `Bearer ${'k'.repeat(draw.pick([1_000, 8_000, 15_000]))}` },
      right: unauthorised,
    },
    'a very long key': { headers: { authorization: `Bearer ${'k'.repeat(20_000)}` }, right: unauthorised },
    'a key with a name of a prototype': { headers: { authorization: 'Bearer __proto__' }, right: [401] },
    'an empty header': { headers: { authorization: '' }, right: [401] },
    'a scheme alone': { headers: { authorization: 'Bearer' }, right: [401] },
    Digest: { headers: { authorization: `Digest username="${write}"` }, right: [401] },
  };
  const extras: Readonly<Record<string, Exchange['headers']>> = {
    nothing: {},
    'Expect: nonsense': { expect: 'nonsense' },
    'Expect: 100-continue': { expect: '100-continue' },
    'a forwarded address': {
      'x-forwarded-for': draw.pick(['::1', 'unknown', '1.2.3.4, 5.6.7.8', `${'9.9.9.9,'.repeat(500)}`, '[::]:1', "'"]),
    },
    'an odd type': {
      'content-type': draw.pick([
        '',
        '/',
        'x',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
        'text/html; charset=x',
        `a/${'b'.repeat(5_000)}`,
      ]),
    },
    origin: { origin: draw.pick(['null', 'https://example.org', 'x'.repeat(5_000)]) },
    conditional: { 'if-none-match': '*', 'if-modified-since': 'never', range: 'bytes=0-1' },
    upgrade: { connection: 'Upgrade', upgrade: draw.pick(['websocket', 'h2c']) },
    accept: { accept: draw.pick(['text/html', '*/*;q=x', '']), 'accept-encoding': 'gzip;q=0, *;q=0' },
    host: { host: draw.pick(['x', 'localhost:99999', 'a b'.replace(' ', '')]) },
    cookies: { cookie: 'a=b; '.repeat(1_000) },
    'many headers': Object.fromEntries(Array.from({ length: 300 }, (_, each) => [`x-h${each}`, '1'])),
    override: { 'x-http-method-override': 'DELETE', 'x-original-url': '/v1/publish' },
  };
  const who = draw.pick(Object.keys(authorisations));
  const extra = draw.pick(Object.keys(extras));
  const { headers: auth, right } = authorisations[who] as (typeof authorisations)[string];
  const inBody = draw.happens(0.25);
  const bodyKey = draw.pick([
    JSON.stringify(write),
    '"wrong"',
    '1',
    '{"length":1}',
    '"\\ud83d"',
    '"a\\u0000"',
    `"${'k'.repeat(9_000)}"`,
    JSON.stringify(admin),
  ]);
  const items = [maker.good(), maker.good()];
  const batch = maker.batch(items, inBody ? { envelope: `"writeKey":${bodyKey},` } : {});
  const isPlain = extra === 'nothing' && !inBody;
  const exchange: Exchange = {
    ...batch,
    headers: { 'content-type': 'application/json', 'x-mark': MARK, ...(extras[extra] ?? {}), ...auth },
    items: isPlain && right?.[0] === 200 ? items : undefined,
    right: isPlain ? right : undefined,
    isChunked: draw.happens(0.2),
    mayClose: extra === 'upgrade' || who === 'a very long key',
  };
  return {
    about: `${who}, ${extra}${inBody ? `, "writeKey": ${bodyKey.slice(0, 40)}` : ''}`,
    order: 'together',
    exchanges: [exchange],
  };
};

/** The same by bare sockets: what no client library would send. */
export const sockets: Generator = (maker) => {
  const { draw, keys } = maker;
  const body = (maker.batch([maker.good()]).body as Buffer).toString();
  const head = (lines: readonly string[], first = 'POST /v1/batch HTTP/1.1') =>
    `${[first, 'Host: x', `Authorization: Bearer ${keys.write}`, 'Content-Type: application/json', ...lines].join('\r\n')}\r\n\r\n`;
  const length = Buffer.byteLength(body);
  const pieces = (text: string, count: number) =>
    Array.from({ length: count }, (_, each) =>
      text.slice(Math.floor((each * text.length) / count), Math.floor(((each + 1) * text.length) / count)),
    );
  const chunked = (texts: readonly string[]) =>
    `${texts.map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`).join('')}0\r\n\r\n`;
  const forms: Readonly<Record<string, readonly string[]>> = {
    'a length too short': [head([`Content-Length: ${length - 5}`]), body],
    'a length too long': [head([`Content-Length: ${length + 5}`]), body],
    'a length of nothing': [head(['Content-Length: 0']), body],
    'no length': [head([]), body],
    'a negative length': [head(['Content-Length: -1']), body],
    'a length that is none': [head(['Content-Length: 0x10']), body],
    'a huge length': [head(['Content-Length: 99999999999999999999']), body],
    'a length beyond the limit': [head(['Content-Length: 900000']), body],
    'two lengths': [head([`Content-Length: ${length}`, 'Content-Length: 3']), body],
    'length and chunks': [head([`Content-Length: ${length}`, 'Transfer-Encoding: chunked']), chunked([body])],
    chunks: [head(['Transfer-Encoding: chunked']), chunked(pieces(body, 5).filter(Boolean))],
    'a chunk too long': [head(['Transfer-Encoding: chunked']), `fffffff\r\n${body}`],
    'a chunk of no size': [head(['Transfer-Encoding: chunked']), `zz\r\n${body}\r\n0\r\n\r\n`],
    'chunks without an end': [head(['Transfer-Encoding: chunked']), `${length.toString(16)}\r\n${body}\r\n`],
    'long chunk extensions': [head(['Transfer-Encoding: chunked']), `1;${'x'.repeat(20_000)}\r\n{\r\n0\r\n\r\n`],
    'trailers beyond all measure': [head(['Transfer-Encoding: chunked']), `0\r\n${'a: b\r\n'.repeat(9_000)}\r\n`],
    'another transfer encoding': [head(['Transfer-Encoding: gzip, chunked']), chunked([body])],
    'a slow body': [head([`Content-Length: ${length}`]), ...pieces(body, 12)],
    'a slow head': pieces(head([`Content-Length: ${length}`]) + body, 12),
    'asks before it sends': [head([`Content-Length: ${length}`, 'Expect: 100-continue']), body],
    'two requests at once': [(head([`Content-Length: ${length}`]) + body).repeat(2)],
    'thirty requests at once': [(head([`Content-Length: ${length}`]) + body).repeat(30)],
    'hangs up in its body': [head([`Content-Length: ${length}`]), body.slice(0, 20)],
    'HTTP/1.0': [head([`Content-Length: ${length}`], 'POST /v1/batch HTTP/1.0'), body],
    'HTTP/0.9': ['GET /v1/batch\r\n\r\n'],
    'HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    TLS: ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
    'an absolute address': [head([`Content-Length: ${length}`], 'POST http://elsewhere/v1/batch HTTP/1.1'), body],
    'another host': [head([`Content-Length: ${length}`, 'Host: y']), body],
    CONNECT: [head([], 'CONNECT 127.0.0.1:22 HTTP/1.1')],
    'OPTIONS *': [head([], 'OPTIONS * HTTP/1.1')],
    'a method of none': [head([`Content-Length: ${length}`], 'FROB /v1/batch HTTP/1.1'), body],
    'a folded header': [head([`Content-Length: ${length}`, 'X-A: b\r\n c']), body],
    'a NUL in a header': [head([`Content-Length: ${length}`, 'X-A: b\u0000c']), body],
    'no host': [`POST /v1/batch HTTP/1.1\r\nContent-Length: ${length}\r\n\r\n${body}`],
    'an address of no UTF-8': [head([`Content-Length: ${length}`], 'POST /v1/\u00ff\u00fe HTTP/1.1'), body],
  };
  const about = draw.pick(Object.keys(forms));
  const parts = (forms[about] as readonly string[]).map((part) => Buffer.from(part, 'latin1'));
  const exchange: Exchange = {
    ...maker.post('/v1/batch', undefined),
    raw: { parts, pauseMs: about.includes('slow') ? 60 : 5 },
    mayClose: true,
  };
  const count = draw.pick([1, 1, 20]);
  return { about: `${count} × ${about}`, order: 'together', exchanges: Array.from({ length: count }, () => exchange) };
};
