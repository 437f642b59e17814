import type { Case, CaseMaker, Exchange, Generator } from '../case.ts';

/** The same messageIds inside of a batch and in several at once: each is stored once. */
export const duplicates: Generator = (maker) => {
  const { draw } = maker;
  const ids = Array.from({ length: 1 + draw.int(4) }, () => maker.messageId());
  const forms = (id: string) => draw.pick([id, id, id, ` ${id} `, `${id}\t`, id.toUpperCase(), `\ufeff${id}`]);
  const item = () => {
    const id = forms(draw.pick(ids));
    const call = maker.call('a messageId again', {
      messageId: JSON.stringify(id),
      userId: JSON.stringify(maker.person()),
    });
    return { ...call, messageId: id.trim() };
  };
  const batch = (): Exchange => maker.batch(Array.from({ length: 2 + draw.int(12) }, item), { isRepeat: true });
  const exchanges = Array.from({ length: 2 + draw.int(4) }, () =>
    draw.happens(0.3) ? maker.single(item(), { isRepeat: true }) : batch(),
  );
  return { about: 'messageIds again', order: 'together', exchanges };
};

/** The same people under ids that swap, in opposite orders, at once. */
function swapping(maker: CaseMaker): Case {
  const { draw } = maker;
  const group = `${maker.number}`;
  const users = Array.from({ length: 2 + draw.int(3) }, (_, each) => `swap-u${group}-${each}`);
  const devices = Array.from({ length: 2 + draw.int(3) }, (_, each) => `swap-d${group}-${each}`);
  const batch = (_: unknown, number: number): Exchange => {
    const pairs = draw.shuffled(users.flatMap((userId) => devices.map((anonymousId) => ({ userId, anonymousId }))));
    const chosen = pairs.slice(0, 2 + draw.int(pairs.length - 1));
    const items = (number % 2 ? chosen.reverse() : chosen).map(({ userId, anonymousId }) => {
      const form = draw.int(4);
      return maker.call(
        `${userId} on ${anonymousId}`,
        {
          userId: form === 0 ? undefined : JSON.stringify(userId),
          anonymousId: form === 1 ? undefined : JSON.stringify(anonymousId),
        },
        { type: draw.pick(['track', 'identify'] as const), right: 'accepted' },
      );
    });
    return maker.batch(items);
  };
  return { about: 'ids that swap', order: 'together', exchanges: Array.from({ length: 6 }, batch) };
}

/** One customer who is given new traits without end. */
function growing(maker: CaseMaker): Case {
  const items = Array.from({ length: 14 }, (_, call) => {
    const traits = Array.from(
      { length: 900 },
      (_, each) => `"t${maker.number}-${call}-${each}":"${maker.draw.text(14)}"`,
    );
    return maker.call('900 new traits', { userId: '"grows"', traits: `{${traits.join(',')}}` }, { type: 'identify' });
  });
  return { about: 'a customer who grows', order: 'together', exchanges: [maker.batch(items)] };
}

/** One customer on a thousand devices, or one device of many people. */
function crowd(maker: CaseMaker): Case {
  const many = maker.draw.happens(0.5) ? 'anonymousId' : 'userId';
  const one = many === 'userId' ? 'anonymousId' : 'userId';
  const items = Array.from({ length: 400 }, (_, each) =>
    maker.call(
      `one ${one}, many ${many}`,
      { [one]: '"crowded"', [many]: JSON.stringify(`c${maker.number}-${each}`) },
      { right: 'accepted' },
    ),
  );
  return { about: `one ${one} with 400 ${many}s`, order: 'together', exchanges: [maker.batch(items)] };
}

/** One customer with hundreds of open runs, which one event concerns. */
function manyRuns(maker: CaseMaker): Case {
  const order = (each: number) => `{"order":"many-${maker.number}-${each}"}`;
  const call = (event: string, each: number) =>
    maker.call(
      `${event} of one customer`,
      { userId: '"many"', event: `"${event}"`, properties: order(each) },
      { right: 'accepted' },
    );
  const entries = Array.from({ length: 400 }, (_, each) => call('Ordered', each));
  const exits = Array.from({ length: 400 }, (_, each) => call('Cancelled', each));
  return {
    about: 'a customer with 400 open runs',
    order: 'in-turn',
    exchanges: [maker.batch(entries), maker.batch(exits), maker.batch(exits.map(() => call('Priced', 1)))],
  };
}

export const people: Generator = (maker) =>
  maker.draw.pick([swapping, swapping, swapping, growing, crowd, manyRuns])(maker);

/** The keys of a keyed journey, and what a condition compares. */
export const journeyKeys: Generator = (maker) => {
  const { draw } = maker;
  const length = draw.pick([1, 200, 255, 256, 1_000, 2_600, 2_700, 2_710, 2_800, 3_000, 8_000, 30_000]);
  const odd = () =>
    draw.pick([
      JSON.stringify(draw.text(length)),
      JSON.stringify(draw.text(3_000)),
      JSON.stringify(draw.text(Math.ceil(length / 4), '😀é漢字x')).replaceAll('\ufffd', 'x'),
      '"k\\ud83d"',
      '"k\\u0000"',
      '""',
      '" "',
      '{"a":1}',
      '["a"]',
      'null',
      'true',
      '1e400',
      '-0',
      '9007199254740993',
      '1.5',
      '{"toString":1}',
      '{"length":{"toString":1}}',
    ]);
  const bad = Array.from({ length: 1 + draw.int(4) }, () => {
    const key = odd();
    const event = draw.pick(['Ordered', 'Ordered', 'Cancelled', 'Priced', 'Signed Up', 'Hurried']);
    const about = `${event} with ${key.length > 40 ? `a key of ${key.length - 2}` : key}`;
    return maker.call(about, {
      event: JSON.stringify(event),
      properties: `{"order":${key},"total":${key},"source":${key}}`,
    });
  });
  // The same key again, for the same person: the open run is found and compared.
  const again = bad.map((item) => ({
    ...item,
    text: item.text.replace(/fz-journey-keys-(\d+)-/, 'fz-journey-keys-$1-b'),
  }));
  const second = again.map((item) => ({
    ...item,
    messageId: item.messageId?.replace(/fz-journey-keys-(\d+)-/, 'fz-journey-keys-$1-b'),
  }));
  return {
    about: 'keys of a journey',
    order: 'in-turn',
    exchanges: [maker.batch(draw.shuffled([...bad, maker.good()])), maker.batch([...second, maker.good()])],
  };
};
