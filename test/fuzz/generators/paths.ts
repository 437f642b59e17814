import type { Exchange, Generator } from '../case.ts';

/** Where Segment's and RudderStack's libraries post calls that exist to. */
const calls = ['/v1/track', '/v1/t', '/v1/identify', '/v1/i'];
const batches = ['/v1/batch', '/v1/b', '/v1/import', '/v1/import/', '/v1/batch/'];
/** Calls of the protocol that are not taken yet: each is told so. */
const untaken = ['/v1/page', '/v1/p', '/v1/screen', '/v1/s', '/v1/group', '/v1/g', '/v1/alias', '/v1/a'];
const elsewhere = [
  '/beacon/v1/batch',
  '/pixel/v1/track',
  '/v1/merge',
  '/v1/m',
  '/v1/extract',
  '/v1/projects/x/settings',
];
const ours = [
  '/v1/publish',
  '/v1/journeys',
  '/v1/runs',
  '/v1/status',
  '/openapi.json',
  '/docs',
  '/docs/',
  '/health/live',
  '/health/ready',
  '/',
];
const odd = [
  ...[
    '//v1/track',
    '/v1//track',
    '/V1/Track',
    '/v1/TRACK',
    '/v1/%74rack',
    '/v1/track;x=1',
    '/v1/track?x=1&x=2',
    '/v1/track/',
  ],
  ...['/v1/../v1/track', '/v1/%2e%2e/v1/track', '/v1/track%00', '/v1/track%', '/v1/%zz', '/v1/%c0%80', '/v1/%ed%a0%80'],
  ...[
    '/%2f',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/docs/%00',
    '/docs/%',
    '/docs/%c0',
    '/docs//etc/passwd',
    '/v1/runs/%',
  ],
  ...[
    '/v1/runs/%00',
    '/v1/runs/__proto__',
    '/v1/journeys/__proto__',
    '/v1/journeys/%ed%a0%80',
    '/v1/journeys/constructor',
  ],
  ...['/v1/track?__proto__[x]=1', '/v1/track?a[b][c][d][e][f]=1', `/v1/track?${'a=1&'.repeat(3_000)}`, '/v1/t%72ack?%'],
];
const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'SEARCH', 'POST'];

export const paths: Generator = (maker) => {
  const { draw, keys } = maker;
  const kind = draw.int(6);
  if (kind === 0) {
    const path = draw.pick(calls);
    const type = path.includes('/i') ? 'identify' : 'track';
    const exchange = maker.single(maker.call(path, {}, { type, right: 'accepted' }), { path });
    return { about: `a call to ${path}`, order: 'together', exchanges: [exchange] };
  }
  if (kind === 1) {
    const path = draw.pick(batches);
    return {
      about: `a batch to ${path}`,
      order: 'together',
      exchanges: [maker.batch([maker.good(), maker.good()], { path })],
    };
  }
  if (kind === 2) {
    const path = draw.pick(untaken);
    const body = `{"userId":"u","name":"n","groupId":"g","previousId":"p","messageId":"${maker.messageId()}"}`;
    const exchange = maker.post(path, body, { right: [200, 400, 404, 405, 422] });
    return { about: `a call to ${path}`, order: 'together', exchanges: [exchange] };
  }
  const method = draw.pick(methods);
  const path = draw.happens(0.2)
    ? `/${draw.text(draw.pick([5_000, 12_000, 40_000]))}`
    : draw.pick([...calls, ...batches, ...elsewhere, ...ours, ...odd, ...odd]);
  const exchange: Exchange = {
    method,
    path,
    headers: draw.pick<Exchange['headers']>([
      { authorization: `Bearer ${keys.write}`, 'content-type': 'application/json' },
      { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' },
      {},
    ]),
    body: draw.happens(0.5)
      ? Buffer.from(draw.pick(['{}', '{"batch":[]}', '[', '', 'null', maker.good().text]))
      : undefined,
    mayClose: path.length > 8_000,
  };
  return { about: `${method} ${path.slice(0, 60)}`, order: 'together', exchanges: [exchange] };
};
