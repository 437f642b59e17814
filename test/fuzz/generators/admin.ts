import { defineEvent, email, exit, flow, journey, on, send, template, wait } from '../../../core/index.ts';
import type { Case, CaseMaker, Exchange, Generator } from '../case.ts';
import { oddTexts, places, withRaw } from './mutate.ts';
import { nested } from './nesting.ts';
import { oddValues } from './shapes.ts';

const definition = journey(
  'fuzzed',
  {
    purpose: 'transactional',
    entry: on(defineEvent('Never', {})),
    exit: { closed: on(defineEvent('Never More', {})) },
  },
  flow(wait('settle', '1 second'), send('hello', template('hello'), { via: [email] }), exit('gone', 'done')),
);
const publication = {
  journeys: [definition],
  templates: [{ id: 'hello', content: { email: { subject: 'S', html: '<p>H</p>' } } }],
};

const liquid = [
  '{% for i in (1..1000000000) %}x{% endfor %}',
  `${'{% if a %}'.repeat(5_000)}${'{% endif %}'.repeat(5_000)}`,
  '{{',
  '{% x',
  '{% assign a = "x" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
  '{{ "x" | truncate: 1e400 }}',
  `{{ a${'.b'.repeat(20_000)} }}`,
  `{{ a ${'| upcase '.repeat(20_000)}}}`,
  '{{ constructor.constructor }}{{ customer.__proto__ }}',
  '{% include "x" %}{% render "/etc/passwd" %}{% layout "x" %}',
  '\u0000\ud83d',
];

function publishing(maker: CaseMaker): { about: string; path: string; body: string } {
  const { draw } = maker;
  const place = draw.pick(places(publication));
  const deep = () =>
    nested(draw.pick([40, 500, 2_000, 50_000, 1_000_000]), draw.pick(['lists', 'objects', 'both'] as const));
  const raw = draw.pick([
    () => draw.pick(oddValues),
    () => draw.pick(oddTexts),
    deep,
    () => JSON.stringify(draw.pick(liquid)),
  ])();
  return {
    about: `publish with ${raw.length > 60 ? `${raw.slice(0, 50)}… (${raw.length})` : raw} at ${place.join('.')}`,
    path: '/v1/publish',
    body: withRaw(publication, place, raw),
  };
}

function exiting(maker: CaseMaker): { about: string; path: string; body: string } {
  const { draw } = maker;
  const id = draw.pick([
    '01a2042f-b4e2-72fe-95bd-718adb295762',
    '00000000-0000-0000-0000-000000000000',
    'x',
    '%00',
    '%',
    '__proto__',
    'x'.repeat(3_000),
  ]);
  const reason = draw.pick([...oddValues, ...oddTexts, nested(2_000, 'lists'), nested(50_000, 'objects'), '"good"']);
  const body = draw.pick([`{"reason":${reason}}`, `{"reason":${reason}}`, reason, '', '{"reason":"a","reason":{}}']);
  return {
    about: `exit of ${id.slice(0, 40)} with ${body.slice(0, 60)}`,
    path: `/v1/runs/${id}/${draw.pick(['exit', 'exit', 'retry'])}`,
    body,
  };
}

function asking(maker: CaseMaker): string {
  const { draw } = maker;
  const odd = [
    '%00',
    '%ed%a0%80',
    '%ff',
    '%',
    '__proto__',
    'x'.repeat(300),
    'x'.repeat(9_000),
    '1e400',
    '-1',
    '0',
    '201',
    'NaN',
    '',
    '%20',
    '%27',
    '9007199254740993',
    '{}',
    'open',
  ];
  const name = () =>
    draw.pick([
      'userId',
      'journey',
      'status',
      'limit',
      'after',
      '__proto__',
      'constructor',
      'userId[]',
      'userId[length]',
      'limit[toString]',
      'after[0]',
      'x',
    ]);
  const query = Array.from({ length: 1 + draw.int(4) }, () => `${name()}=${draw.pick(odd)}`).join('&');
  return draw.pick([
    `/v1/runs?${query}`,
    `/v1/runs?${query}`,
    `/v1/runs/${draw.pick(odd)}`,
    `/v1/journeys/${draw.pick(odd)}`,
    `/v1/status?${query}`,
    `/v1/journeys?${query}`,
  ]);
}

/** Publishing, exits and questions, with an admin key and without: never an error of ours. */
export const admin: Generator = (maker) => {
  const { draw, keys } = maker;
  const key = draw.pick([keys.admin, keys.admin, keys.admin, keys.write, 'tl_admin_unknown', '']);
  const right = key === keys.admin ? undefined : key === keys.write ? [403] : [401];
  const headers: Exchange['headers'] = {
    ...(key && { authorization: `Bearer ${key}` }),
    'content-type': 'application/json',
  };
  const kind = draw.int(3);
  if (kind === 2) {
    const path = asking(maker);
    // Node refuses what is too long, and the router what is no UTF-8, before anybody asks for a key.
    const isOdd = path.includes('%') || path.length > 8_000;
    const exchange: Exchange = {
      method: 'GET',
      path,
      headers,
      right: isOdd ? undefined : right,
      mayClose: path.length > 8_000,
    };
    return { about: `GET ${path.slice(0, 80)}`, order: 'together', exchanges: [exchange] } satisfies Case;
  }
  const { about, path, body } = kind === 0 ? publishing(maker) : exiting(maker);
  // With a bad key the body is not read, and the connection may be closed while it is still sent.
  const exchange = maker.post(path, body, {
    headers,
    right: path.includes('%') ? undefined : right,
    mayClose: right !== undefined,
  });
  return { about, order: 'together', exchanges: [exchange] };
};
