import { among, type Case, type CaseMaker, type Generator, type Raw } from '../case.ts';

const protoNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
  '__defineGetter__',
  'isPrototypeOf',
  'inspect',
  'nodejs.util.inspect.custom',
  '',
  ' ',
  '0',
  '-1',
  '4294967295',
  'a.b',
  'a[0]',
  '$where',
];

/** Values that are not what is asked for. */
export const oddValues: readonly Raw[] = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1.5', '1e3', '1e21', '1e400', '-1e400', '1e-400', '0.1e1'],
  ...['9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740993', '18446744073709551616'],
  ...['123456789012345678901234567890', '1e999999999', '[]', '[[]]', '["a"]', '[null]', '[1,2]', '{}', '"text"', '""'],
  '{"length":1}',
  '{"length":{"toString":1}}',
  '{"size":{"valueOf":null}}',
  '{"toString":1}',
  '{"toString":{"constructor":1},"valueOf":1}',
  '{"constructor":{"prototype":{}}}',
  '{"__proto__":{"x":1}}',
  '{"__proto__":null}',
  '{"then":1}',
  '{"then":{"call":1}}',
  '{"toJSON":1}',
  '{"toJSON":{"apply":1}}',
  '{"valueOf":[]}',
  '{"$ne":1}',
  '{"0":"a","length":1}',
  '{"length":-1}',
  '{"length":4294967296}',
  '{"message":"x","code":"22000"}',
  '[{"length":{"toString":1}}]',
  '[[[["a"]]]]',
];

const frame = ['userId', 'anonymousId', 'messageId', 'event', 'type', 'properties', 'traits', 'context', 'timestamp'];
const others = ['originalTimestamp', 'sentAt', 'integrations', 'writeKey', 'channel', 'name', '_metadata'];

/** A value of another kind at a member of the call, of the envelope, or in place of all. */
export const shapes: Generator = (maker) => {
  const { draw } = maker;
  const value = () => draw.pick(oddValues);
  const kind = draw.int(10);
  if (kind === 0) {
    const odd = value();
    const path = draw.pick(['/v1/batch', '/v1/track', '/v1/identify']);
    return one(`${odd} as the whole body`, maker, path, odd);
  }
  if (kind === 1) {
    const odd = value();
    return one(`"batch": ${odd}`, maker, '/v1/batch', `{"batch":${odd}}`);
  }
  if (kind === 2) {
    const name = draw.pick(['sentAt', 'context', 'writeKey', 'messageId', 'integrations', 'type']);
    const odd = value();
    return {
      about: `the envelope's ${name}: ${odd}`,
      order: 'together',
      exchanges: [maker.batch([maker.good(), maker.good()], { envelope: `${JSON.stringify(name)}:${odd},` })],
    };
  }
  if (kind === 3) {
    const odd = value();
    const item = { about: `a call that is ${odd}`, text: odd, messageId: undefined, right: 'refused' as const };
    return among(maker, item.about, [item]);
  }
  const bad = Array.from({ length: 1 + draw.int(4) }, () => {
    const name = draw.pick([...frame, ...frame, ...others]);
    const odd = value();
    const type = name === 'traits' ? 'identify' : 'track';
    return maker.call(`${name}: ${odd}`, { [name]: odd }, { type });
  });
  return among(maker, 'a value of another kind', bad);
};

function one(about: string, maker: CaseMaker, path: string, body: string): Case {
  return { about, order: 'together', exchanges: [maker.post(path, body)] };
}

/** Names that objects have of themselves, wherever a name or a text may stand. */
export const names: Generator = (maker) => {
  const { draw } = maker;
  const bad = Array.from({ length: 1 + draw.int(4) }, () => {
    const name = draw.pick(protoNames);
    const quoted = JSON.stringify(name);
    const value = draw.pick([
      '1',
      'null',
      '"x"',
      '{}',
      '[]',
      '{"__proto__":{"a":1}}',
      '{"constructor":1}',
      ...oddValues,
    ]);
    const inside = draw.pick([
      `{${quoted}:${value}}`,
      `{"deep":{${quoted}:${value}}}`,
      `{"list":[{${quoted}:${value}}]}`,
      `{${quoted}:${value},${quoted}:2}`,
    ]);
    const where = draw.pick([
      'properties',
      'traits',
      'context',
      'event',
      'userId',
      'anonymousId',
      'call',
      'order',
      'twice',
    ]);
    const about = `${where}: ${name} ▸ ${value}`;
    switch (where) {
      case 'traits':
        return maker.call(about, { traits: inside }, { type: 'identify' });
      case 'event':
        return maker.call(about, { event: quoted });
      case 'userId':
        return maker.call(about, { userId: quoted });
      case 'anonymousId':
        return maker.call(about, { anonymousId: quoted });
      case 'call':
        return withMember(maker.call(about), quoted, value);
      case 'order':
        return maker.call(about, { event: '"Ordered"', properties: `{"order":${quoted}}` });
      case 'twice':
        return withMember(maker.call(about), '"userId"', draw.pick(['"other"', value]));
      default:
        return maker.call(about, { [where]: inside });
    }
  });
  return among(maker, 'names of prototypes', bad);
};

/** One member more, also where the name stands twice: an object literal would lose it. */
function withMember<Item extends { readonly text: string }>(item: Item, name: Raw, value: Raw): Item {
  return { ...item, text: `${item.text.slice(0, -1)},${name}:${value}}` };
}

/** Numbers at and beyond the limits of doubles and of PostgreSQL's numeric. */
export const numbers: Generator = (maker) => {
  const { draw } = maker;
  const digits = draw.pick([15, 16, 17, 18, 40, 300, 310, 1_000, 20_000]);
  const odd = draw.pick([
    ...[
      '1e400',
      '-1e400',
      '1e-400',
      '5e-324',
      '1.7976931348623157e308',
      '1.7976931348623159e308',
      '-0',
      '-0.0',
      '1E+2',
    ],
    ...['1e131072', '1e999999999', '1e-16383', '1e-20000', '0.1', '1e22', '1e21', '123456789.123456789123456789'],
    `1${draw.text(digits, '0123456789')}`,
    `0.${draw.text(digits, '0123456789')}1`,
    `0.${'0'.repeat(digits)}1`,
    `${draw.int(1e9)}e${draw.int(700) - 350}`,
  ]);
  const short = odd.length > 40 ? `${odd.slice(0, 20)}… (${odd.length} digits)` : odd;
  const where = draw.pick(['properties', 'traits', 'context', 'order', 'total', 'userId']);
  const members: Record<string, Raw> = {
    properties: `{"n":${odd},"list":[${odd}]}`,
    traits: `{"n":${odd}}`,
    context: `{"n":${odd}}`,
    order: `{"order":${odd}}`,
    total: `{"total":${odd}}`,
  };
  const item =
    where === 'userId'
      ? maker.call(`userId: ${short}`, { userId: odd })
      : where === 'traits'
        ? maker.call(`a trait: ${short}`, { traits: members.traits }, { type: 'identify' })
        : where === 'context'
          ? maker.call(`context: ${short}`, { context: members.context })
          : maker.call(`${where}: ${short}`, {
              event: where === 'order' ? '"Ordered"' : where === 'total' ? '"Priced"' : '"Fuzzed"',
              properties: members[where],
            });
  return among(maker, 'numbers', [item]);
};
