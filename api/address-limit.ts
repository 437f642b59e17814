import { RateLimiterMemory } from 'rate-limiter-flexible';
import { defineError } from './define-error.ts';
import { addressOf } from './sender.ts';
import type { AddressLimit } from './services.ts';

export const tooManyRequests = defineError({
  status: 429,
  code: 'rate-limited',
  when: 'the address asks too often',
  text: (perSecond: number, retryAfterMs?: number) => ({
    where: 'address',
    problem: `this address asks more than ${perSecond} times a second`,
    remedy: 'Ask again after the time in Retry-After.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: [200],
});

const WINDOW_SECONDS = 10;

/** In this process's memory: what several processes let in adds up. */
export function createAddressLimit(perSecond: number): AddressLimit {
  const limiter = new RateLimiterMemory({ points: perSecond * WINDOW_SECONDS, duration: WINDOW_SECONDS });
  return {
    async take(request) {
      const { remainingPoints, msBeforeNext } = await limiter.penalty(addressOf(request), 1);
      if (remainingPoints <= 0) throw tooManyRequests(perSecond, Math.max(1_000, msBeforeNext));
    },
  };
}
