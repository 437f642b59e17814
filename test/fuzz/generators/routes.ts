import { operations } from '../../../api/operations/index.ts';
import type { Case, CaseMaker, Exchange, Generator } from '../case.ts';
import { oddTexts, places, withRaw } from './mutate.ts';
import { nested } from './nesting.ts';
import { oddValues } from './shapes.ts';

/** Those with a generator of their own are left out, and what holds up everybody by design. */
const own = ['publish', 'sendTrack', 'sendIdentify', 'sendBatch', 'exitRun', 'retryRun'];
const asked = operations.filter(({ id }) => !own.includes(id));

const oddNames = [
  ...['01a2042f-b4e2-72fe-95bd-718adb295762', '00000000-0000-0000-0000-000000000000', 'u1', '__proto__', 'constructor'],
  ...['%00', '%', '%ed%a0%80', '%2f..%2f', '%27', 'x'.repeat(300), 'x'.repeat(9_000), '1e400', '-1', '{}', '%20'],
];
const queryNames = [
  'limit',
  'after',
  'identity',
  'userId',
  'state',
  'group',
  'users',
  '__proto__',
  'limit[]',
  'after[x]',
  'x',
];

function exampleOf(body: (typeof operations)[number]['body']): unknown {
  return Object.values(body?.examples ?? {})[0]?.value;
}

/** An operation with an odd name in its address, odd parameters, and its own example with one value replaced. */
export const routes: Generator = (maker) => {
  const { draw, keys } = maker;
  const operation = draw.pick(asked);
  const address = operation.path.replace(/\{\w+\}/g, () => draw.pick(oddNames));
  const query = draw.happens(0.4)
    ? `?${Array.from({ length: 1 + draw.int(3) }, () => `${draw.pick(queryNames)}=${draw.pick(oddNames)}`).join('&')}`
    : '';
  const path = `${address}${query}`;
  const key = draw.pick([keys.admin, keys.admin, keys.write, keys.write, 'tl_server_unknown', 'a.b.c', '']);
  const headers: Exchange['headers'] = {
    ...(key && { authorization: `Bearer ${key}` }),
    'content-type': 'application/json',
  };
  const example = exampleOf(operation.body);
  const deep = () => nested(draw.pick([40, 500, 50_000]), draw.pick(['lists', 'objects'] as const));
  const raw = draw.pick([() => draw.pick(oddValues), () => draw.pick(oddTexts), deep])();
  const body = example === undefined ? undefined : Buffer.from(withRaw(example, draw.pick(places(example)), raw));
  const exchange: Exchange = { method: operation.method.toUpperCase(), path, headers, body, mayClose: true };
  return { about: `${operation.id} ${path.slice(0, 80)}`, order: 'together', exchanges: [exchange] } satisfies Case;
};

function oddToken({ draw }: CaseMaker): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return draw.pick([
    ...['', '.', 'a.b', 'a.b.c', '%00', '%ed%a0%80', '%', '__proto__', 'x'.repeat(9_000), '.gif', '..%2f..%2f'],
    `${part({ purpose: 'click', workspace: 'default', url: 'https://evil.example' })}.${part('forged')}`,
    `${part({ purpose: 'unsubscribe', workspace: '\u0000' })}.${part('forged')}`,
    `${part({ purpose: 'open', workspace: { toString: 1 } })}.`,
    `${part(null)}.${part([])}`,
  ]);
}

/** Hosted pages, pixels and redirects with tokens that we never signed: no error of ours, and nothing is followed. */
export const pages: Generator = (maker) => {
  const { draw } = maker;
  const path = `${draw.pick(['/p/u/', '/p/p/', '/p/w/', '/p/a/', '/t/o/', '/t/c/'])}${oddToken(maker)}`;
  const method = draw.pick(['GET', 'HEAD', 'POST', 'POST', 'PUT']);
  const body = draw.pick(['List-Unsubscribe=One-Click', 'all=1', 'topic=%00', 'a=1&'.repeat(20_000), '{', '']);
  const exchange: Exchange = {
    ...{ method, path, mayClose: true, isPage: true },
    headers: { 'content-type': draw.pick(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) },
    body: method === 'POST' ? Buffer.from(body) : undefined,
    right: [200, 204, 400, 404, 405, 413, 414, 415, 422, 429, 431],
  };
  return { about: `${method} ${path.slice(0, 60)}`, order: 'together', exchanges: [exchange] };
};
