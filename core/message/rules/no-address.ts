import type { GuardRule } from '../guard-facts.ts';

const FIRST_CONTACT_MS = 5 * 60_000;
const TRY_AGAIN_MS = 10_000;

/**
 * `track` often arrives before `identify`, so a missing address is retried for five minutes after the run's entry or the
 * customer's newest identity, whichever was accepted later.
 */
export const noAddress: GuardRule = {
  name: 'no-address',
  describe: () => 'no address of the customer is known for this channel',
  evaluate({ now, address, firstContactAt }) {
    if (address !== undefined) return undefined;
    const until = firstContactAt + FIRST_CONTACT_MS;
    return now < until
      ? { verdict: 'defer', until: Math.min(now + TRY_AGAIN_MS, until), rule: 'no-address' }
      : { verdict: 'block', rule: 'no-address' };
  },
};
