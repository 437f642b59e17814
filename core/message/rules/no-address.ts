import type { GuardRule } from '../guard-facts.ts';

const FIRST_CONTACT_MS = 5 * 60_000;
const TRY_AGAIN_MS = 10_000;

/** `track` often arrives before `identify`, so a missing address is retried during the customer's first five minutes. */
export const noAddress: GuardRule = {
  name: 'no-address',
  evaluate({ now, address, customerCreatedAt }) {
    if (address !== undefined) return undefined;
    const youngUntil = customerCreatedAt + FIRST_CONTACT_MS;
    return now < youngUntil
      ? { verdict: 'defer', until: Math.min(now + TRY_AGAIN_MS, youngUntil), rule: 'no-address' }
      : { verdict: 'block', rule: 'no-address' };
  },
};
