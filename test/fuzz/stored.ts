import type { Item } from './case.ts';
import { sendExchange } from './send.ts';
import type { Target } from './target.ts';

interface StoredEvent {
  readonly messageId: string;
  readonly properties: unknown;
  readonly count: number;
}

export interface Claims {
  /** Calls that an answer called stored. */
  readonly stored: readonly Item[];
  /** Calls that an answer refused. */
  readonly refused: readonly Item[];
}

export interface StoredFinding {
  readonly kind: 'not-stored' | 'stored-twice' | 'stored-though-refused' | 'stored-otherwise';
  readonly item: Item;
  readonly detail: string;
}

/** Reads back by messageId what the answers said. A call whose messageId is the odd part is not looked for. */
export async function compareWithDatabase(target: Target, { stored, refused }: Claims): Promise<StoredFinding[]> {
  const findings: StoredFinding[] = [];
  const ids = [...stored, ...refused].flatMap(({ messageId }) => (messageId === undefined ? [] : [messageId]));
  const events = new Map<string, StoredEvent>();
  for (let from = 0; from < ids.length; from += 5_000) {
    const found = await target.look<StoredEvent>(
      `select message_id as "messageId", min(properties::text)::json as properties, count(*)::int as count
       from events where message_id = any(cast(? as text[])) group by message_id`,
      [ids.slice(from, from + 5_000)],
    );
    for (const event of found) events.set(event.messageId, event);
  }
  const storedIds = new Set(stored.map(({ messageId }) => messageId));
  for (const item of stored) {
    if (item.messageId === undefined) continue;
    const event = events.get(item.messageId);
    if (!event) findings.push({ kind: 'not-stored', item, detail: 'the answer says that it is stored, and it is not' });
    else if (event.count > 1)
      findings.push({ kind: 'stored-twice', item, detail: `it is stored ${event.count} times` });
    else {
      const difference = compare(item, event.properties);
      if (difference) findings.push({ kind: 'stored-otherwise', item, detail: difference });
    }
  }
  for (const item of refused) {
    if (item.messageId === undefined || storedIds.has(item.messageId) || !events.has(item.messageId)) continue;
    findings.push({ kind: 'stored-though-refused', item, detail: 'the answer refuses it, and it is stored' });
  }
  return findings;
}

/** What is stored must be what was sent, its text made well-formed. Undefined: it is, or nobody can say. */
function compare({ text, about }: Item, stored: unknown): string | undefined {
  if (about === 'a messageId again' || text === '') return undefined;
  try {
    const call = JSON.parse(text) as { type?: unknown; properties?: unknown; traits?: unknown };
    const given = call.type === 'identify' ? call.traits : call.properties;
    const sent = given !== null && typeof given === 'object' && !Array.isArray(given) ? given : {}; // the rest is flagged
    const [expected, found] = [canonical(sent), canonical(stored)];
    if (expected === found || expected.includes('∞')) return undefined;
    return `sent ${expected.slice(0, 200)}, stored ${found.slice(0, 200)}`;
  } catch {
    return undefined; // too deep to be compared here
  }
}

/** By sorted names; of names that become one, the last. */
function canonical(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : '∞';
  if (typeof value === 'string') return JSON.stringify(made(value));
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = new Map(Object.entries(value).map(([name, member]) => [made(name), canonical(member)]));
  return `{${[...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${member}`)
    .join(',')}}`;
}

/** With U+FFFD for each half of a pair and each U+0000. (Node 20 has toWellFormed; our types are older.) */
const made = (text: string) =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replaceAll('\u0000', '\ufffd');

export interface BrokenCustomer {
  readonly customerId: string;
  readonly identities: string;
  readonly firstMessageId: string | undefined;
  readonly detail: string;
}

interface StoredCustomer {
  readonly id: string;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly first: string | undefined;
}

const CALLS_AT_ONCE = 100;

/** Sends a good identify and track call for every customer that is stored; gives those for whom one is not accepted. */
export async function tryEveryCustomer(target: Target): Promise<{ tried: number; broken: BrokenCustomer[] }> {
  const customers = await target.look<StoredCustomer>(
    `select c.id, (select min(value) from identities where customer_id = c.id and kind = 'user_id') as "userId",
       (select min(value) from identities where customer_id = c.id and kind = 'anonymous_id') as "anonymousId",
       (select message_id from events where customer_id = c.id limit 1) as first
     from customers c where merged_into is null order by c.id`, // who was joined has no identities any more
  );
  const broken: BrokenCustomer[] = [];
  const key = await target.newWriteKey();
  for (let from = 0; from < customers.length; from += CALLS_AT_ONCE) {
    const some = customers.slice(from, from + CALLS_AT_ONCE);
    const calls = some.flatMap((customer) => goodCalls(customer));
    const answer = await post(target, key, calls);
    const refused = new Map(
      answer.errors.map(({ where, ...error }) => [Math.floor(Number(/\d+/.exec(where)?.[0]) / 2), error]),
    );
    for (const [index, customer] of some.entries()) {
      const error = answer.isTaken ? refused.get(index) : await alone(target, key, customer);
      if (!error) continue;
      broken.push({
        customerId: customer.id,
        identities: JSON.stringify([customer.userId, customer.anonymousId]).slice(0, 300),
        firstMessageId: customer.first,
        detail: JSON.stringify(error).slice(0, 300),
      });
    }
  }
  return { tried: customers.length, broken };
}

function goodCalls({ id, userId, anonymousId }: StoredCustomer): object[] {
  const person = { userId: userId ?? undefined, anonymousId: anonymousId ?? undefined };
  return [
    { messageId: `after-i-${id}`, type: 'identify', ...person, traits: { later: true } },
    { messageId: `after-t-${id}`, type: 'track', event: 'Later', ...person, properties: {} },
  ];
}

async function alone(target: Target, key: string, customer: StoredCustomer): Promise<object | undefined> {
  const { isTaken, errors, text } = await post(target, key, goodCalls(customer));
  return isTaken ? errors[0] : { answer: text };
}

async function post(target: Target, key: string, calls: readonly object[]) {
  for (;;) {
    const { status, body, headers, fault } = await sendExchange(
      {
        method: 'POST',
        path: '/v1/batch',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ batch: calls })),
      },
      { port: target.port, localAddress: '127.0.0.9' },
    );
    if (status === 429) {
      await new Promise((next) => setTimeout(next, Number(headers['retry-after'] ?? 1) * 1_000));
      continue;
    }
    const isTaken = status === 200;
    const errors = isTaken ? (JSON.parse(body) as { errors: ({ where: string } & object)[] }).errors : [];
    return { isTaken, errors, text: `${status ?? fault} ${body.slice(0, 200)}` };
  }
}
