import { setTimeout as pause } from 'node:timers/promises';
import { TOPIC } from './journeys.ts';

export interface Call {
  /** withdraw: of consent; all others are calls of Segment's protocol. */
  readonly type: 'identify' | 'track' | 'withdraw';
  readonly userId: string;
  readonly event?: string;
  readonly traits?: object;
  readonly properties?: object;
  readonly messageId: string;
}

/** What a customer of the chaos test does, and when (milliseconds from the beginning). Drawn from the seed. */
export function planCustomer(
  number: number,
  spreadMs: number,
  chance: (name: string) => number,
): { at: number; call: Call }[] {
  const userId = `user-${number}`;
  const at = chance(`${userId} comes`) * spreadMs;
  const call = (name: string, delay: number, more: Omit<Call, 'userId' | 'messageId'>) => ({
    at: at + delay,
    call: { userId, messageId: `${userId} ${name}`, ...more },
  });
  const orders = chance(`${userId} orders`) < 0.5 ? ['a'] : ['a', 'b'];
  return [
    call('identify', 0, { type: 'identify', traits: { email: `${userId}@example.com` } }),
    call('signs up', 0, { type: 'track', event: 'Signed Up', properties: { source: 'kill' } }),
    ...(chance(`${userId} creates`) < 0.4
      ? [call('creates', 3_000 + chance(`${userId} creates at`) * 4_000, { type: 'track', event: 'Project Created' })]
      : []),
    ...(chance(`${userId} closes`) < 0.1
      ? [call('closes', chance(`${userId} closes at`) * 8_000, { type: 'track', event: 'Account Closed' })]
      : []),
    ...(chance(`${userId} withdraws`) < 0.2
      ? [call('withdraws', chance(`${userId} withdraws at`) * 8_000, { type: 'withdraw' })]
      : []),
    ...orders.flatMap((name) => {
      const order = `${userId}-${name}`;
      const ordered = chance(`${order} at`) * 3_000;
      return [
        call(`orders ${name}`, ordered, { type: 'track', event: 'Ordered', properties: { order } }),
        ...(chance(`${order} cancels`) < 0.15
          ? [
              call(`cancels ${name}`, ordered + chance(`${order} cancels at`) * 4_000, {
                type: 'track',
                event: 'Cancelled',
                properties: { order },
              }),
            ]
          : []),
      ];
    }),
  ];
}

/**
 * Sends the calls at their times, many at a time, each until it is answered with 200. Returns the accepted messageIds (all
 * of them, or the test fails), and when each withdrawal was answered.
 */
export async function sendAll(
  plan: readonly { at: number; call: Call }[],
  apiUrl: string,
  writeKey: string,
  giveUpAfterMs: number,
): Promise<{ accepted: Set<string>; withdrawals: Map<string, number> }> {
  const accepted = new Set<string>();
  const withdrawals = new Map<string, number>();
  const startedAt = Date.now();
  const byTime = [...plan].sort((a, b) => a.at - b.at);
  // A customer's own calls stay in order; customers don't wait for each other.
  const queues = group(byTime);
  await Promise.all(
    [...queues.values()].map(async (calls) => {
      for (const { at, call } of calls) {
        await pause(Math.max(0, startedAt + at - Date.now()));
        await sendUntilAccepted(call, apiUrl, writeKey, startedAt + giveUpAfterMs);
        if (call.type === 'withdraw') withdrawals.set(call.userId, Date.now());
        else accepted.add(call.messageId);
      }
    }),
  );
  return { accepted, withdrawals };
}

function group(calls: readonly { at: number; call: Call }[]): Map<string, { at: number; call: Call }[]> {
  const groups = new Map<string, { at: number; call: Call }[]>();
  for (const each of calls) groups.set(each.call.userId, [...(groups.get(each.call.userId) ?? []), each]);
  return groups;
}

async function sendUntilAccepted(call: Call, apiUrl: string, writeKey: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      const { path, body } = requestOf(call);
      const response = await fetch(`${apiUrl}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${writeKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      });
      const { errors = [] } = (await response.json()) as { errors?: unknown[] };
      if (response.ok && errors.length === 0) return;
    } catch {
      // The API is down or dropped the connection: the call may or may not be stored, so it is sent again.
    }
    if (Date.now() > deadline) throw new Error(`"${call.messageId}" was never accepted`);
    await pause(200);
  }
}

function requestOf(call: Call): { path: string; body: object } {
  if (call.type !== 'withdraw') return { path: '/v1/batch', body: { batch: [call] } };
  const statements = [{ subject: 'topic', name: TOPIC, state: 'withdrawn' }];
  return { path: '/v1/consents', body: { userId: call.userId, statements } };
}
