import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { defineError } from './define-error.ts';

export const tooManyTests = defineError({
  status: 429,
  code: 'rate-limited',
  when: 'more than five test messages were asked for in a minute',
  text: (retryAfterMs?: number) => ({
    where: 'channels',
    problem: 'more than five test messages were asked for in a minute',
    remedy: 'Wait a minute. A provider that is asked too often refuses real messages, too.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: [],
});

const TESTS_A_MINUTE = 5;

/** Of one workspace, in this process's memory: what several processes let in adds up. */
export interface TestSendLimit {
  /** Throws a 429 beyond the rate. */
  take(workspace: string): Promise<void>;
}

export function createTestSendLimit(): TestSendLimit {
  const limiter = new RateLimiterMemory({ points: TESTS_A_MINUTE, duration: 60 });
  return {
    async take(workspace) {
      await limiter.consume(workspace).catch((refused: RateLimiterRes) => {
        throw tooManyTests(Math.max(1_000, refused.msBeforeNext));
      });
    },
  };
}
