import type { Case, CaseMaker, Exchange, Generator } from '../case.ts';
import { oddTexts, places, withRaw } from './mutate.ts';
import { oddValues } from './shapes.ts';

/** What pages of the console ask for, by people with odd sessions, odd bodies and odd addresses: never an error of ours. */

const uuid = '01a2042f-b4e2-72fe-95bd-718adb295762';
const token = 'A'.repeat(43);
const oddIds = [
  ...[uuid, uuid.toUpperCase(), 'x', '__proto__', 'constructor', '%00', '%', '%ed%a0%80', '%2f..%2f', '%27', '-1'],
  ...['x'.repeat(3_000), '{}', '[object Object]'],
];
/** They stop nothing that good calls need: no journey has these names. */
const switches = [
  ...['journey:never', 'journey:__proto__', 'journey:', 'channel:', 'channel:fax', 'channel:constructor', 'x:y:z'],
  ...['workspace:default', 'Workspace', `journey:${'a'.repeat(300)}`, 'journey:never%00', '%3a', ...oddIds],
];
const oddQueryValues = [
  ...[
    '',
    '0',
    '-1',
    '1.5',
    '1e400',
    'NaN',
    '9007199254740993',
    '2147483648',
    '%00',
    '%ed%a0%80',
    '%',
    '__proto__',
    '{}',
  ],
  ...[
    uuid,
    token,
    'x'.repeat(250),
    'x'.repeat(3_000),
    '2026-11-26',
    '9999-12-31T23:59:59.999Z',
    '-000001-01-01T00:00:00Z',
  ],
  ...['P1000000000Y', 'P1D', 'stuck', 'true', 'e.mail@example.com', '%25', '_', '%5C', '%F0%9F%98%80', 'a%20b'],
];

/** Lists and figures, with the parameters that they know. */
const lists: readonly (readonly [path: string, names: readonly string[]])[] = [
  [
    '/v1/runs',
    ['step', 'path', 'cause', 'blockedBy', 'endReason', 'version', 'came', 'enteredAfter', 'enteredBefore', 'customer'],
  ],
  ['/v1/runs/count', ['status', 'journey', 'step', 'path', 'version', 'came', 'enteredAfter']],
  ['/v1/customers', ['search', 'after', 'limit']],
  [`/v1/customers/${uuid}/timeline`, ['before', 'kinds', 'limit']],
  [
    '/v1/messages',
    ['state', 'rule', 'journey', 'step', 'channel', 'customer', 'userId', 'run', 'createdAfter', 'after'],
  ],
  ['/v1/journeys', ['event']],
  ['/v1/journeys/welcome/steps', ['version', 'entered']],
  ['/v1/audit', ['after', 'target', 'limit']],
  ['/v1/history', ['minutes']],
  ['/v1/tasks', ['state', 'order', 'group', 'assignee', 'after', 'limit']],
];

/** Addresses with an id in them. */
const addressesOf = (id: string) => [
  ...[`/v1/bulk/${id}`, `/v1/runs/${id}`, `/v1/runs/${id}/ahead`, `/v1/customers/${id}`, `/v1/customers/${id}/ahead`],
  ...[`/v1/customers/${id}/consents`, `/v1/messages/${id}`, `/v1/messages/${id}/page?images=${id}`, `/v1/tasks/${id}`],
  ...[
    `/v1/journeys/${id}/versions`,
    `/v1/journeys/welcome/versions/${id}`,
    `/v1/journeys/${id}/steps`,
    `/console/${id}`,
  ],
];

const asks: Generator = (maker) => {
  const { draw } = maker;
  const [path, names] = draw.pick(lists);
  const query = Array.from({ length: 1 + draw.int(4) }, () => `${draw.pick(names)}=${draw.pick(oddQueryValues)}`);
  const address = draw.happens(0.6) ? `${path}?${query.join('&')}` : draw.pick(addressesOf(draw.pick(oddIds)));
  return one(maker, { method: 'GET', path: address, isPage: address.startsWith('/console/') });
};

/** Bodies whose members are odd, one at a time. None of them means a run or a person that is there. */
const writes: readonly (readonly [method: string, path: (maker: CaseMaker) => string, body: unknown])[] = [
  [
    'POST',
    () => '/v1/users',
    { email: 'fuzz@example.com', name: 'Fuzz', role: 'viewer', password: 'correct horse battery' },
  ],
  ['PATCH', ({ draw }) => `/v1/users/${draw.pick(oddIds)}`, { name: 'Fuzz', role: 'viewer' }],
  ['PUT', ({ draw }) => `/v1/kill-switches/${draw.pick(switches)}`, { reason: 'fuzz' }],
  ['POST', () => '/v1/sign-in-links', { userId: uuid }],
  ['POST', () => '/v1/keys', { kind: 'browser', title: 'fuzz' }],
  ['POST', () => '/v1/runs/bulk', { act: 'retry', filter: { journey: 'never', step: 'none', version: 1, came: true } }],
  ['POST', () => '/v1/runs/bulk', { act: 'exit', reason: 'fuzz', filter: { journey: 'never', cause: 'none' } }],
  ['POST', () => '/v1/runs/bulk', { act: 'exit', reason: 'fuzz', ids: [uuid] }],
  ['PUT', () => '/v1/session/password', { current: 'correct horse', password: 'correct horse battery' }],
  ['POST', ({ draw }) => `/v1/messages/${draw.pick(oddIds)}/resend`, { why: 'fuzz' }],
  ['POST', ({ draw }) => `/v1/tasks/${draw.pick(oddIds)}/claim`, { person: 'fuzz' }],
  ['POST', () => '/v1/suppressions', { channel: 'email', address: 'fuzz@example.com' }],
  ['DELETE', ({ draw }) => `/v1/kill-switches/${draw.pick(switches)}`, undefined],
  ['DELETE', ({ draw }) => `/v1/users/${draw.pick(oddIds)}`, undefined],
  ['DELETE', ({ draw }) => `/v1/keys/${draw.pick(oddIds)}`, undefined],
  ['DELETE', ({ draw }) => `/v1/sessions/${draw.pick(oddIds)}`, undefined],
];

const changes: Generator = (maker) => {
  const { draw } = maker;
  const [method, path, body] = draw.pick(writes);
  const raw = draw.pick([() => draw.pick(oddValues), () => draw.pick(oddTexts)])();
  // Not the journey: a filter without it could mean runs of good calls.
  const replaceable = places(body).filter((place) => place.length > 0 && place.at(-1) !== 'filter');
  const text = body === undefined ? undefined : withRaw(body, draw.pick(replaceable), raw);
  return one(maker, { method, path: path(maker), body: text === undefined ? undefined : Buffer.from(text) });
};

const cookies = [
  ...['throughline=', `throughline=${token}`, `throughline=${token}; throughline=${'B'.repeat(43)}`, 'throughline=%00'],
  ...[
    `throughline="${token}"`,
    `throughline=${'A'.repeat(3_000)}`,
    ';;;=;',
    `__Host-throughline=${token}`,
    '__proto__=1',
  ],
];
const sites = ['same-origin', 'same-site', 'cross-site', 'none', '', 'SAME-ORIGIN'];
const origins = ['null', 'http://', 'http://evil.example', 'http://[::1', 'x'.repeat(2_000), 'http://127.0.0.1:1'];

/** A person who is nobody: by a cookie that was made up, or an attempt to sign in. A right answer lets nobody in. */
const strangers: Generator = (maker) => {
  const { draw } = maker;
  const headers = {
    ...{ cookie: draw.pick(cookies), 'x-throughline': draw.pick(['console', 'console', 'Console', 'x']) },
    ...(draw.happens(0.6) ? { 'sec-fetch-site': draw.pick(sites) } : { origin: draw.pick(origins) }),
    'content-type': 'application/json',
  };
  const attempt = draw.pick([
    { email: 'nobody@example.com', password: 'correct horse battery' },
    { key: 'tl_admin_unknown' },
    { link: token },
  ]);
  const raw = draw.pick([draw.pick(oddValues), draw.pick(oddTexts), '"tl_admin_unknown"']);
  const [method, path, body] = draw.pick([
    ['POST', '/v1/session', withRaw(attempt, draw.pick(places(attempt)), raw)],
    ['GET', '/v1/session', undefined],
    ['DELETE', '/v1/session', undefined],
    ['POST', '/v1/users', '{"email":"fuzz@example.com","role":"admin"}'],
    ['PUT', '/v1/kill-switches/workspace', '{"reason":"fuzz"}'],
    ['POST', '/v1/track', '{"userId":"u","event":"Fuzzed"}'],
  ] as const);
  const right = [400, 401, 403, 404, 413, 415, 422, 429, 431];
  return one(maker, { method, path, headers, body: body === undefined ? undefined : Buffer.from(body), right });
};

function one({ keys, draw }: CaseMaker, exchange: Partial<Exchange> & Pick<Exchange, 'method' | 'path'>): Case {
  const key = draw.pick([keys.admin, keys.admin, keys.admin, keys.write]);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const about = `${exchange.method} ${exchange.path.slice(0, 80)} ${String(exchange.body ?? '').slice(0, 60)}`;
  return { about, order: 'together', exchanges: [{ headers, mayClose: true, ...exchange }] };
}

export const consolePages: Generator = (maker) => maker.draw.pick([asks, asks, changes, changes, strangers])(maker);
