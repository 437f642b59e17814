import { among, type Case, type CaseMaker, type Generator, type Item } from '../case.ts';

const EVENT = 32 * 1024;
const BATCH = 500 * 1024;

const kinds: Readonly<Record<string, (maker: CaseMaker) => Case>> = {
  'a call at its limit': (maker) => {
    const over = maker.draw.pick([-1, 0, 1]);
    const empty = maker.call('', { properties: '{"p":""}' });
    const fill = 'x'.repeat(EVENT + over - Buffer.byteLength(empty.text));
    const about = `a call of ${EVENT} bytes and ${over}`;
    // The second messageId has the same length, up to a digit.
    const item = maker.call(about, { properties: `{"p":"${fill}"}` });
    return among(maker, about, [item]);
  },
  'a body at its limit': (maker) => {
    const over = maker.draw.pick([-1, 0, 1, 1_000]);
    const good = maker.batch([maker.good(), maker.good()]);
    const body = good.body as Buffer;
    const padded = Buffer.concat([body, Buffer.alloc(BATCH + over - body.length, ' ')]);
    return {
      about: `a body of ${BATCH} bytes and ${over}`,
      order: 'together',
      exchanges: [over > 0 ? { ...good, body: padded, items: undefined, right: [413] } : { ...good, body: padded }],
    };
  },
  'many tiny properties': (maker) => {
    const count = maker.draw.pick([1_000, 2_000, 3_000, 100_000]);
    const members = Array.from({ length: count }, (_, number) => `"${number.toString(36)}":0`).join(',');
    const where = maker.draw.pick(['properties', 'traits', 'context', 'unknown']);
    const bad = maker.call(`${count} members in ${where}`, { [where]: `{${members}}` }, typeFor(where));
    return count < 100_000 ? among(maker, bad.about, [bad]) : unread(maker, bad);
  },
  'a long name': (maker) => {
    const length = maker.draw.pick([300, 1_000, 5_000, 20_000, 32_000, 100_000]);
    const name = JSON.stringify(maker.draw.text(length));
    const where = maker.draw.pick(['properties', 'traits', 'context']);
    return among(maker, `a name of ${length}`, [
      maker.call(`a name of ${length} in ${where}`, { [where]: `{${name}:1}` }, typeFor(where)),
    ]);
  },
  'a long event name': (maker) => {
    const length = maker.draw.pick([199, 200, 201, 3_000, 30_000]);
    return among(maker, `an event name of ${length}`, [
      maker.call(`an event name of ${length}`, { event: JSON.stringify(maker.draw.text(length)) }),
    ]);
  },
  'many calls': (maker) => {
    const count = maker.draw.pick([4_999, 5_000, 5_001]);
    const call = `{"type":"track","event":"E","userId":"${maker.draw.int(1_000)}"}`;
    const body = `{"batch":[${Array.from({ length: count }, () => call).join(',')}]}`;
    return one(maker, `${count} calls`, body, count > 5_000 ? [400, 413, 422] : [200, 429]);
  },
  'many calls that are none': (maker) => {
    const count = maker.draw.pick([5_000, 5_001, 90_000]);
    const nothing = maker.draw.pick(['null', '{}', '[]', '0', '""', '{"type":"page"}']);
    const body = `{"batch":[${Array.from({ length: Math.min(count, 500_000 / (nothing.length + 1)) }, () => nothing).join(',')}]}`;
    return one(maker, `${count} × ${nothing}`, body);
  },
  'thousands of calls with U+0000': (maker) => {
    const call = '{"type":"track","event":"E\\u0000","userId":"u\\u0000"}';
    return one(maker, '4,000 calls with U+0000', `{"batch":[${Array.from({ length: 4_000 }, () => call).join(',')}]}`);
  },
  'hundreds of calls that PostgreSQL refuses': (maker) => {
    const many = (each: (number: number) => Item) => Array.from({ length: 120 }, (_, number) => each(number));
    const order = () => JSON.stringify(maker.draw.text(3_000));
    const bad = many(() => maker.call('a key of 3,000', { event: '"Ordered"', properties: `{"order":${order()}}` }));
    return { about: '120 keys of 3,000', order: 'together', exchanges: [maker.batch([...bad, maker.good()])] };
  },
  'a whole queue': (maker) => {
    const batch = () => {
      const calls = Array.from(
        { length: 3_000 },
        (_, number) => `{"type":"track","event":"E","userId":"q-${maker.draw.int(300)}-${number % 7}"}`,
      );
      return maker.post('/v1/batch', `{"batch":[${calls.join(',')}]}`, { right: [200, 413, 429, 503] });
    };
    return { about: '10 × 3,000 calls at once', order: 'together', exchanges: Array.from({ length: 10 }, batch) };
  },
  nothing: (maker) => one(maker, 'no calls', '{"batch":[]}', [200, 400]),
};

const typeFor = (where: string) => ({ type: where === 'traits' ? ('identify' as const) : ('track' as const) });

function unread(maker: CaseMaker, item: Item): Case {
  return one(maker, item.about, `{"batch":[${item.text}]}`);
}

function one(maker: CaseMaker, about: string, body: string, right?: readonly number[]): Case {
  return { about, order: 'together', exchanges: [maker.post('/v1/batch', body, { right })] };
}

export const sizes: Generator = (maker) => {
  const kind = maker.draw.pick(Object.keys(kinds));
  return (kinds[kind] as (maker: CaseMaker) => Case)(maker);
};
