import type { TestDatabase } from './database.ts';

/** A call as an application makes it, before an SDK writes it down. */
export interface SdkCall {
  readonly type: 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias';
  readonly messageId: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly event?: string;
  readonly name?: string;
  readonly category?: string;
  readonly groupId?: string;
  readonly previousId?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  /** ISO 8601; absent: the SDK's own now. */
  readonly timestamp?: string;
}

/** Values of every JSON kind, names with blanks and umlauts, text that needs escapes and four bytes a character. */
const rich = {
  price: 49.9,
  count: 0,
  negative: -17,
  large: 9_007_199_254_740_991,
  yes: true,
  no: false,
  nothing: null,
  text: 'Größe 42 🛒 "quoted" \\ back\nline\ttab',
  empty: '',
  'name with blanks ': 'kept',
  umläut: 'ß',
  list: [1, 'a', null, { b: [] }, [2, [3]]],
  nested: { deep: { er: { still: 'here' } } },
  emptyObject: {},
  emptyList: [],
  constructor: 'no code',
  toString: 'no code',
  hasOwnProperty: 'no code',
};

/** The whole family of calls, under ids that begin with `prefix`. */
export function sdkCalls(prefix: string, now = Date.now()): SdkCall[] {
  const ago = (minutes: number) => new Date(Math.floor(now) - minutes * 60_000).toISOString();
  const id = (name: string) => `${prefix}-${name}`;
  const device = id('device');
  const [ann, ben] = [id('ann'), id('ben')];
  return [
    {
      type: 'track',
      messageId: id('m1'),
      anonymousId: device,
      event: 'Cart Made',
      properties: rich,
      timestamp: ago(90),
    },
    { type: 'identify', messageId: id('m2'), userId: ann, anonymousId: device, traits: rich, timestamp: ago(80) },
    {
      type: 'track',
      messageId: id('m3'),
      userId: ann,
      event: 'Bestellung „groß“ ✅',
      properties: rich,
      timestamp: ago(70),
    },
    { type: 'track', messageId: id('m4'), userId: ann, event: 'Nothing Said' },
    {
      type: 'page',
      messageId: id('m5'),
      userId: ann,
      name: 'Pricing',
      category: 'Docs',
      properties: rich,
      timestamp: ago(60),
    },
    { type: 'page', messageId: id('m6'), anonymousId: id('other device'), properties: { path: '/' } },
    {
      type: 'screen',
      messageId: id('m7'),
      userId: ann,
      name: 'Account',
      properties: { variation: 'blue' },
      timestamp: ago(50),
    },
    {
      type: 'group',
      messageId: id('m8'),
      userId: ann,
      groupId: id('acme'),
      traits: { plan: 'enterprise', seats: 12 },
      timestamp: ago(40),
    },
    { type: 'identify', messageId: id('m9'), userId: ben, traits: { plan: 'pro' }, timestamp: ago(400 * 24 * 60) },
    { type: 'alias', messageId: id('m10'), userId: ben, previousId: id('former'), timestamp: ago(30) },
    {
      type: 'track',
      messageId: id('m11'),
      userId: '17',
      event: 'Numeric',
      properties: { total: 0.1 },
      context: { ip: '192.0.2.7', campaign: { source: 'news' } },
      timestamp: ago(20),
    },
  ];
}

export interface StoredCall {
  readonly messageId: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly occurredAt: number;
  readonly flags: readonly string[] | null;
  /** All that names the customer, as kind:value. */
  readonly identities: readonly string[];
}

/** What is stored of the calls whose messageId begins with `prefix`, in the order of their numbers. */
export async function storedCalls(db: TestDatabase, prefix: string): Promise<StoredCall[]> {
  const found = await db.look<StoredCall>(
    `select e.message_id as "messageId", e.type, e.name, e.properties, e.occurred_at as "occurredAt", e.flags,
       array(select i.kind || ':' || i.value from identities i
             where i.customer_id = coalesce(c.merged_into, c.id) order by 1) as identities
     from events e join customers c on c.id = e.customer_id where starts_with(e.message_id, ?)`,
    [prefix],
  );
  const numberOf = ({ messageId }: StoredCall) => Number(/\d+$/.exec(messageId)?.[0]);
  return found.sort((a, b) => numberOf(a) - numberOf(b));
}

/** What must be stored of a call, whichever SDK sends it. */
export function expectedOf(call: SdkCall, sentBetween: readonly [number, number]) {
  const { type, messageId, timestamp } = call;
  const named = { ...(call.category && { category: call.category }), ...(call.name && { name: call.name }) };
  const contents = {
    track: { name: call.event, properties: call.properties ?? {} },
    identify: { name: 'identify', properties: call.traits },
    page: { name: 'Page Viewed', properties: { ...call.properties, ...named } },
    screen: { name: 'Screen Viewed', properties: { ...call.properties, ...named } },
    group: { name: 'group', properties: { ...call.traits, id: call.groupId } },
    alias: { name: 'alias', properties: { previousId: call.previousId } },
  };
  const names = [
    ...(call.userId === undefined ? [] : [`user_id:${call.userId}`]),
    ...(call.anonymousId === undefined ? [] : [`anonymous_id:${call.anonymousId}`]),
  ];
  return {
    messageId,
    type,
    ...contents[type],
    flags: null,
    identities: expect.arrayContaining(names),
    occurredAt: timestamp === undefined ? within(sentBetween) : Date.parse(timestamp),
  };
}

function within([from, to]: readonly [number, number]): number {
  return {
    asymmetricMatch: (value: unknown) => typeof value === 'number' && value >= from - 1 && value <= to,
  } as never;
}
