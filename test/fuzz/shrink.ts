import type { Exchange } from './case.ts';
import type { Violation } from './ledger.ts';
import { sendExchange } from './send.ts';
import type { Target } from './target.ts';

/** So many violations are looked into; those beyond mostly say the same. */
const MOST = 40;

/** Sends the calls of a batch that failed each alone: the one that fails by itself is the input to look at. */
export async function findTheCall(target: Target, violations: readonly Violation[]): Promise<Violation[]> {
  let left = MOST;
  const shrunk: Violation[] = [];
  for (const violation of violations) {
    const { exchange, kind } = violation;
    const items = exchange?.items ?? [];
    const isLookedInto = exchange && kind === 'server-error' && items.length > 0 && left-- > 0 && !target.hasDied();
    shrunk.push(isLookedInto ? await lookInto(target, violation, exchange) : violation);
  }
  return shrunk;
}

async function lookInto(target: Target, violation: Violation, exchange: Exchange): Promise<Violation> {
  const fails = async (tried: Exchange) => {
    const { status } = await sendExchange(tried, { port: target.port, localAddress: '127.0.0.8' });
    return status === undefined || status === 500;
  };
  for (const item of exchange.items ?? []) {
    const alone = { ...exchange, path: '/v1/batch', body: Buffer.from(`{"batch":[${item.text}]}`) };
    if (await fails(alone)) return { ...violation, about: item.about, input: item.text };
  }
  if (await fails(exchange)) return violation; // by its envelope, or by its calls together
  // It failed for what was sent by others: another call in the same commit, or a server that was busy with one.
  return { ...violation, kind: 'refused-with-others', about: 'it does not fail alone' };
}
