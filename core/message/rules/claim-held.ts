import type { GuardRule } from '../guard-facts.ts';

/** Nobody but its holder acts before a claim's lease ends. */
export const claimHeld: GuardRule = {
  name: 'claim-held',
  evaluate({ earlier }) {
    if (!earlier || (earlier.state !== 'claimed' && earlier.state !== 'sending')) return undefined;
    return earlier.leasedFor > 0 ? { verdict: 'busy', milliseconds: earlier.leasedFor } : undefined;
  },
};
