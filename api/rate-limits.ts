import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { inNetworks } from '../config/networks.ts';
import type { Rates } from '../config/rates.ts';
import { rateLimited } from './common-errors.ts';
import { keyOf } from './request-key.ts';
import { senderOf } from './sender.ts';

export interface RateLimits {
  /** Throws a 429 while the sender or its key is over its rate. Counts nothing. */
  check(request: Request): Promise<void>;
  /** The same, and counts the items. */
  take(request: Request, items: number): Promise<void>;
}

const WINDOW_SECONDS = 10;
/** Longest wait that one request can earn, however many items it has. */
const MOST_WAIT_SECONDS = 60;
/**
 * Senders that are new within ten seconds and get a count of their own (300 bytes for a minute at most); the key's rate
 * alone holds for those beyond. A sender that has so many addresses is not stopped by a limit on one.
 */
const MOST_NEWCOMERS = 10_000;

/** Rates of this process, in its memory: what two processes let in adds up. */
export function createRateLimits(
  rates: Rates,
  onRefusal: (limit: 'sender' | 'key') => void = () => {},
  mostNewcomers = MOST_NEWCOMERS,
): RateLimits {
  const isServer = inNetworks(rates.servers);
  const ofSender = rates.sender > 0 ? createLimit(rates.sender, mostNewcomers) : undefined;
  const ofKey = rates.key > 0 ? createLimit(rates.key, mostNewcomers) : undefined;

  async function check(request: Request): Promise<void> {
    const senderWait = isServer(request.ip) ? 0 : await ofSender?.waitOf(senderOf(request));
    const wait = senderWait || (await ofKey?.waitOf(keyOf(request).id));
    if (!wait) return;
    onRefusal(senderWait ? 'sender' : 'key');
    throw senderWait ? rateLimited('sender', rates.sender, wait) : rateLimited('key', rates.key, wait);
  }

  return {
    check,
    async take(request, items) {
      await check(request);
      if (!isServer(request.ip)) await ofSender?.add(senderOf(request), items);
      await ofKey?.add(keyOf(request).id, items);
    },
  };
}

/**
 * One kind of rate over the library's windows. A request that begins below the limit is taken whole, however large; what
 * it has beyond the limit lengthens the wait, so that the mean holds and no batch is too large forever.
 */
export function createLimit(perSecond: number, mostNewcomers: number) {
  const points = perSecond * WINDOW_SECONDS;
  const limiter = new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
  let newcomers = 0;
  let countedSince = performance.now();

  function hasRoom(): boolean {
    if (performance.now() - countedSince > WINDOW_SECONDS * 1_000) {
      newcomers = 0;
      countedSince = performance.now();
    }
    return newcomers < mostNewcomers;
  }

  return {
    /** Milliseconds until it may send again; 0: now. */
    async waitOf(name: string): Promise<number> {
      const known = await limiter.get(name);
      return known && known.consumedPoints >= points ? Math.max(0, known.msBeforeNext) : 0;
    },
    async add(name: string, items: number): Promise<void> {
      const isNew = (await limiter.get(name)) === null;
      if (isNew && !hasRoom()) return;
      if (isNew) newcomers += 1;
      const { consumedPoints, msBeforeNext } = await limiter.penalty(name, items);
      const beyond = Math.min(items, consumedPoints - points);
      if (beyond <= 0) return;
      const wait = Math.min(msBeforeNext / 1_000 + beyond / perSecond, MOST_WAIT_SECONDS);
      await limiter.set(name, consumedPoints, wait);
    },
  };
}
