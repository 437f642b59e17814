import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { GoodAnswer, GoodTrafficPlan } from './good-traffic.ts';

/**
 * Good calls of several senders at a steady pace, whatever becomes of those before, in a process of its own: what the
 * fuzzer does to its own event loop must not look like lateness of the server. Speaks to its parent by messages.
 */
const PATIENCE_MS = 15_000;
/** More are not kept waiting at once: the rest of an outage is no news. */
const MOST_WAITING = 60;

const { port, senders, callsPerSecond } = JSON.parse(process.argv[2] as string) as GoodTrafficPlan;
/** The parent may be gone. */
const tell = (message: object) => void (process.connected && process.send?.(message, undefined, {}, () => {}));
const waiting = new Set<{ readonly startedAt: number }>();
let lagMs = 0;
let expected = performance.now() + 50;
setInterval(() => {
  const now = performance.now();
  lagMs = Math.max(lagMs * 0.9, now - expected);
  expected = now + 50;
  const oldestMs = Math.max(0, ...[...waiting].map(({ startedAt }) => Date.now() - startedAt));
  tell({ oldestMs });
}, 50);

for (const [place, sender] of senders.entries()) {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_WAITING });
  let number = 0;
  let underWay = 0;
  const sendOne = async () => {
    number += 1;
    if (underWay >= MOST_WAITING) return;
    underWay += 1;
    const ids = Array.from({ length: number % 4 === 0 ? 3 : 1 }, () => randomUUID());
    const calls = ids.map((messageId, each) => ({
      messageId,
      type: each === 0 && number % 2 === 0 ? 'identify' : 'track',
      userId: `good-${sender.name}-${number % 20}`,
      ...(each === 0 && number % 2 === 0
        ? { traits: { plan: 'pro' } }
        : { event: number % 5 ? 'Looked' : 'Ordered', properties: { order: `o${number}` } }),
    }));
    const isSingle = calls.length === 1;
    const [first] = calls;
    const path = isSingle ? `/v1/${first?.type}` : '/v1/batch';
    const answer = await send(path, JSON.stringify(isSingle ? first : { batch: calls }), { ...sender, agent });
    underWay -= 1;
    const isStored = answer.status === 200 && (isSingle ? /"result":"accepted"/ : /"accepted":3,/).test(answer.body);
    const report: GoodAnswer = { sender: sender.name, ids, isStored, lagMs: Math.round(lagMs), ...answer };
    tell({ answer: { ...report, body: answer.body.slice(0, 300) } });
  };
  // Not all at the same moment.
  setTimeout(
    () => setInterval(() => void sendOne(), 1_000 / callsPerSecond),
    (place * 1_000) / callsPerSecond / senders.length,
  );
}

function send(
  path: string,
  body: string,
  { key, address, agent }: { key: string; address: string; agent: Agent },
): Promise<{ status: number; body: string; startedAt: number; ms: number }> {
  const startedAt = Date.now();
  const began = performance.now();
  const call = { startedAt };
  waiting.add(call);
  return new Promise((resolve) => {
    const settle = (status: number, text: string) => {
      waiting.delete(call);
      resolve({ status, body: text, startedAt, ms: Math.round(performance.now() - began) });
    };
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        localAddress: address,
        agent,
        method: 'POST',
        path,
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.once('end', () => settle(answer.statusCode ?? 0, text)).once('error', () => settle(0, 'cut'));
      },
    );
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error('timeout')));
    sent.once('error', (error: NodeJS.ErrnoException) => settle(0, error.code ?? error.message));
    sent.end(body);
  });
}

process.once('disconnect', () => process.exit(0));
