import { createDraw, type Draw } from './draw.ts';

/** JSON as text: what can't be written as a value (1e400, a name twice, half an emoji) can be sent all the same. */
export type Raw = string;

/** A call as it is in a request. */
export interface Item {
  readonly about: string;
  readonly text: Raw;
  /** Undefined where the messageId itself is the odd part. */
  readonly messageId: string | undefined;
  /** What must become of it; undefined where both are right as long as it is told. */
  readonly right: 'accepted' | 'refused' | undefined;
}

/** One request, and what it holds. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: Buffer | undefined;
  /** Sent over a bare socket instead, part by part. */
  readonly raw?: { readonly parts: readonly Buffer[]; readonly pauseMs: number } | undefined;
  /** Of an intake request that is readable: its calls, in order. */
  readonly items?: readonly Item[] | undefined;
  readonly isSingle?: boolean | undefined;
  /** The statuses that are right; undefined: any below 500. */
  readonly right?: readonly number[] | undefined;
  /** Its messageIds may have been sent before. */
  readonly isRepeat?: boolean | undefined;
  /** The server may close the connection without an answer: the request is no HTTP, or never complete. */
  readonly mayClose?: boolean | undefined;
  /** A page for people: it says no in HTML. */
  readonly isPage?: boolean | undefined;
  /** The body goes in pieces without a length. */
  readonly isChunked?: boolean | undefined;
}

export interface Case {
  readonly about: string;
  readonly exchanges: readonly Exchange[];
  /** All at once, or one after the other. */
  readonly order: 'together' | 'in-turn';
}

export interface Keys {
  readonly write: string;
  readonly admin: string;
}

/** Makes the parts of a case; all that it draws comes from seed, generator and number. */
export interface CaseMaker {
  readonly draw: Draw;
  readonly number: number;
  readonly keys: Keys;
  /** A person of this generator, who comes again and again. */
  person(): string;
  messageId(): string;
  /** A call with these members (as JSON text) laid over those of a good one; undefined takes one away. */
  call(
    about: string,
    members?: Readonly<Record<string, Raw | undefined>>,
    more?: { type?: 'track' | 'identify'; right?: Item['right']; keepsMessageId?: boolean },
  ): Item;
  good(): Item;
  batch(items: readonly Item[], more?: Partial<Exchange> & { envelope?: string }): Exchange;
  single(item: Item, more?: Partial<Exchange>): Exchange;
  post(path: string, body: Buffer | string | undefined, more?: Partial<Exchange>): Exchange;
}

export type Generator = (maker: CaseMaker) => Case;

/** Texts of customers bear this mark, so that it can be looked for where none of them may be. */
export const MARK = 'zweitausendmarkierung';

export function createCaseMaker(seed: string, generator: string, number: number, keys: Keys): CaseMaker {
  const draw = createDraw(seed, `${generator} ${number}`);
  const short = `fz-${generator}-${number}`;
  let count = 0;
  const messageId = () => `${short}-${count++}-${seed}`;
  const person = () => `${MARK}-${generator}-${draw.int(40)}`;
  const post: CaseMaker['post'] = (path, body, more = {}) => ({
    method: 'POST',
    path,
    headers: { authorization: `Bearer ${keys.write}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? Buffer.from(body) : body,
    ...more,
  });
  const call: CaseMaker['call'] = (about, members = {}, { type = 'track', right, keepsMessageId = true } = {}) => {
    const id = messageId();
    const merged: Record<string, Raw | undefined> = {
      messageId: JSON.stringify(id),
      type: JSON.stringify(type),
      ...(type === 'track' ? { event: '"Fuzzed"', properties: '{"n":1}' } : { traits: `{"name":"${MARK}"}` }),
      userId: JSON.stringify(person()),
      ...members,
    };
    const text = Object.entries(merged)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    return {
      about,
      text: `{${text.join(',')}}`,
      messageId: keepsMessageId && !('messageId' in members) ? id : undefined,
      right,
    };
  };
  return {
    draw,
    number,
    keys,
    person,
    messageId,
    call,
    post,
    good: () => call('good', {}, { right: 'accepted', type: draw.pick(['track', 'identify'] as const) }),
    batch: (items, { envelope = '', ...more } = {}) =>
      post('/v1/batch', `{${envelope}"batch":[${items.map(({ text }) => text).join(',')}]}`, { items, ...more }),
    single: (item, more = {}) =>
      post(item.text.includes('"type":"identify"') ? '/v1/identify' : '/v1/track', item.text, {
        items: [item],
        isSingle: true,
        ...more,
      }),
  };
}

/** Bad calls among good ones, or each alone: the two ways in which calls come. */
export function among(maker: CaseMaker, about: string, bad: readonly Item[]): Case {
  const { draw } = maker;
  if (draw.happens(0.3)) {
    return { about, order: 'together', exchanges: bad.slice(0, 3).map((item) => maker.single(item)) };
  }
  const items = draw.shuffled([...bad, maker.good(), maker.good()]);
  const first = maker.batch(items);
  // The same once more: what was stored is known by now, and compared with what is sent.
  const again = draw.happens(0.4) ? [{ ...first, isRepeat: true }] : [];
  return { about, order: 'in-turn', exchanges: [first, ...again] };
}
