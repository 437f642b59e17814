import { setTimeout as pause } from 'node:timers/promises';
import { groupBy } from '../../core/base/group-by.ts';
import { TOPIC, zones } from './journeys.ts';
import { ask, type Deadline } from './request.ts';

export interface Call {
  /** withdraw: of consent; merge: by an operator; all others are calls of Segment's protocol. */
  readonly type: 'identify' | 'track' | 'alias' | 'withdraw' | 'merge';
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly previousId?: string;
  readonly event?: string;
  readonly traits?: object;
  readonly properties?: object;
  /** Begins with the id under which the customer comes: "device-7 signs up". */
  readonly messageId: string;
}

export interface PlannedCall {
  readonly at: number;
  readonly call: Call;
}

/** Two ids turn out to be one customer. Moments are of this process. */
export interface Join {
  readonly from: string;
  readonly into: string;
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** The id under which a customer came, of a messageId, and the number of the person, of an id or address. */
export const idIn = (messageId: string): string => messageId.split(' ')[0] ?? '';
export const personOf = (id: string): string => /\d+/.exec(id)?.[0] ?? '';
/** Where this person is, it is night: they get no digest. They do nothing that is answered by webhook. */
export const isAtNight = (id: string): boolean => Number(personOf(id)) % 6 === 5;

type Chance = (name: string) => number;

/**
 * What a customer of the chaos test does, and when (milliseconds from the beginning). Drawn from the seed. Some come under
 * two ids: a device first, or an older account. Both have runs; then a call, an alias or an operator joins them.
 */
export function planCustomer(number: number, spreadMs: number, chance: Chance): PlannedCall[] {
  const userId = `user-${number}`;
  const at = chance(`${userId} comes`) * spreadMs;
  const second = chance(`${userId} second`);
  const own = planId({ id: userId, ids: { userId }, at }, chance);
  if (second < 0.3) {
    const anonymousId = `device-${number}`;
    const other = planId(
      { id: anonymousId, ids: { anonymousId }, at: at + chance(`${anonymousId} comes`) * 1_000 },
      chance,
    );
    const joinedAt = at + 500 + chance(`${anonymousId} joins`) * 6_000;
    const byCall = chance(`${anonymousId} how`) < 0.5;
    const join: Call = byCall
      ? { type: 'identify', userId, anonymousId, traits: { joined: true }, messageId: `${userId} joins ${anonymousId}` }
      : { type: 'alias', userId, previousId: anonymousId, messageId: `${userId} joins ${anonymousId}` };
    return [...own, ...other, { at: joinedAt, call: join }];
  }
  if (second < 0.45) {
    const oldId = `account-${number}`;
    const other = planId({ id: oldId, ids: { userId: oldId }, at: at + chance(`${oldId} comes`) * 1_000 }, chance);
    const joinedAt = at + 500 + chance(`${oldId} joins`) * 6_000;
    const type = chance(`${oldId} how`) < 0.5 ? 'merge' : 'alias';
    const join: Call = { type, userId, previousId: oldId, messageId: `${userId} joins ${oldId}` };
    return [...own, ...other, { at: joinedAt, call: join }];
  }
  return own;
}

/** What is done under one id. */
function planId(
  { id, ids, at }: { id: string; ids: { userId: string } | { anonymousId: string }; at: number },
  chance: Chance,
): PlannedCall[] {
  const planned = (name: string, delay: number, more: Omit<Call, 'messageId'>): PlannedCall => ({
    at: at + delay,
    call: { ...ids, messageId: `${id} ${name}`, ...more },
  });
  const track = (name: string, delay: number, event: string, properties: object = {}) =>
    planned(name, delay, { type: 'track', event, properties });
  const perhaps = (share: number, name: string, make: () => PlannedCall[]) =>
    chance(`${id} ${name}`) < share ? make() : [];
  const isUser = 'userId' in ids;
  const atNight = isAtNight(id);
  const orders = atNight ? [] : chance(`${id} orders`) < 0.5 ? ['a'] : ['a', 'b'];
  return [
    planned('identify', 0, {
      type: 'identify',
      traits: { email: `${id}@example.com`, [`from ${id}`]: true, timezone: atNight ? zones.night : zones.day },
    }),
    track('wants tips', 200 + chance(`${id} wants tips at`) * 3_000, 'Tips Wanted', { tips: id }),
    ...perhaps(isUser ? 1 : 0.3, 'signs up', () => [track('signs up', 0, 'Signed Up', { source: 'kill' })]),
    ...perhaps(atNight ? 0 : Number(personOf(id)) % 4 === 0 ? 1 : 0.4, 'tries', () => [
      track('tries', chance(`${id} tries at`) * 2_000, 'Trial Started', { trial: id }),
    ]),
    ...perhaps(0.4, 'creates', () => [track('creates', 3_000 + chance(`${id} creates at`) * 4_000, 'Project Created')]),
    ...perhaps(0.1, 'closes', () => [track('closes', chance(`${id} closes at`) * 8_000, 'Account Closed')]),
    ...perhaps(isUser ? 0.2 : 0, 'withdraws', () => [
      planned('withdraws', chance(`${id} withdraws at`) * 8_000, { type: 'withdraw' }),
    ]),
    ...orders.flatMap((name) => {
      const order = `${id}-${name}`;
      const ordered = chance(`${order} at`) * 3_000;
      return [
        track(`orders ${name}`, ordered, 'Ordered', { order }),
        ...perhaps(0.15, `cancels ${name}`, () => [
          track(`cancels ${name}`, ordered + chance(`${order} cancels at`) * 4_000, 'Cancelled', { order }),
        ]),
      ];
    }),
  ];
}

export interface Sent {
  /** messageIds: all of the plan, or the test fails. */
  readonly accepted: ReadonlySet<string>;
  /** Id ▸ when its withdrawal was answered. */
  readonly withdrawals: ReadonlyMap<string, number>;
  readonly joins: readonly Join[];
}

export interface SendTo {
  readonly apiUrl: string;
  readonly writeKey: string;
  readonly adminKey: string;
}

/** Sends the calls at their times, many at a time, each until it is answered with 200. */
export async function sendAll(plan: readonly PlannedCall[], to: SendTo, deadline: Deadline): Promise<Sent> {
  const accepted = new Set<string>();
  const withdrawals = new Map<string, number>();
  const joins: Join[] = [];
  const startedAt = Date.now();
  // The calls of one id stay in order; ids don't wait for each other, so a join meets what the other id does.
  const queues = groupBy(
    [...plan].sort((a, b) => a.at - b.at),
    ({ call }) => idIn(call.messageId),
  );
  await Promise.all(
    [...queues.values()].map(async (calls) => {
      for (const { at, call } of calls) {
        await pause(Math.max(0, startedAt + at - Date.now()));
        const { sentAt, answeredAt } = await sendUntilAccepted(call, to, deadline);
        const { type, messageId } = call;
        if (type === 'withdraw') withdrawals.set(idIn(messageId), answeredAt);
        else if (type !== 'merge') accepted.add(messageId);
        const [into, verb, from] = messageId.split(' ');
        if (verb === 'joins' && into && from) joins.push({ from, into, sentAt, answeredAt });
      }
    }),
  );
  return { accepted, withdrawals, joins };
}

async function sendUntilAccepted(
  call: Call,
  to: SendTo,
  deadline: Deadline,
): Promise<{ sentAt: number; answeredAt: number }> {
  const firstSentAt = Date.now();
  for (;;) {
    const { status, json, answeredAt } = await ask(to.apiUrl, requestOf(call, to), deadline);
    const { errors = [], code } = (json ?? {}) as { errors?: unknown[]; code?: string };
    const isDone = status === 200 && errors.length === 0;
    if (isDone || (call.type === 'merge' && code === 'same-customer')) return { sentAt: firstSentAt, answeredAt };
    if (Date.now() > deadline.at)
      throw new Error(`"${call.messageId}" was never accepted: ${status} ${JSON.stringify(json)}`);
    await pause(200);
  }
}

function requestOf(call: Call, { writeKey, adminKey }: SendTo) {
  const { userId, previousId } = call;
  switch (call.type) {
    case 'withdraw': {
      const statements = [{ subject: 'topic', name: TOPIC, state: 'withdrawn' }];
      return { path: '/v1/consents', bearer: writeKey, body: { userId, statements } };
    }
    case 'merge':
      return { path: `/v1/customers/${userId}/merge`, bearer: adminKey, body: { from: previousId } };
    default:
      return { path: '/v1/batch', bearer: writeKey, body: { batch: [call] } };
  }
}
