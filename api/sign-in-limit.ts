import { createHash } from 'node:crypto';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { defineError } from './define-error.ts';
import { createTurns } from './turns.ts';

export const tooManyAttempts = defineError({
  status: 429,
  code: 'too-many-attempts',
  when: 'more than five attempts to sign in failed in a minute, from the address or for the person',
  text: (retryAfterMs?: number) => ({
    where: 'session',
    problem: 'there were too many attempts to sign in',
    remedy: 'Wait a minute, or ask for a link that signs you in.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }),
  example: [],
});

/** Attempts in a minute, of one address and for one person. */
const ATTEMPTS = 5;
/** Passwords that are checked at once: each takes a thread and 64 MiB. */
const AT_ONCE = 2;

/** In this process's memory: what several processes let in adds up. */
export interface SignInLimit {
  /**
   * Counts an attempt before it is made, and takes it back if it succeeds (gives something), so that many at once are no
   * more than five. Throws a 429 beyond.
   */
  attempt<Result>(
    of: { readonly address: string; readonly email: string | undefined },
    work: () => Promise<Result | undefined>,
  ): Promise<Result | undefined>;
}

export function createSignInLimit(): SignInLimit {
  const limiter = new RateLimiterMemory({ points: ATTEMPTS, duration: 60 });
  const inTurn = createTurns(AT_ONCE);
  return {
    async attempt({ address, email }, work) {
      // Hashed, so that a long text takes no more room than a short one.
      const names = [`address ${address}`, ...(email === undefined ? [] : [`person ${hashOf(email)}`])];
      const counted: string[] = [];
      try {
        for (const name of names) {
          await limiter.consume(name);
          counted.push(name);
        }
      } catch (refused) {
        throw tooManyAttempts(Math.max(1_000, (refused as RateLimiterRes).msBeforeNext));
      }
      const result = await inTurn(work);
      if (result !== undefined) for (const name of counted) await limiter.reward(name);
      return result;
    },
  };
}

function hashOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
