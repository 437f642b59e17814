import type { GuardRule } from '../guard-facts.ts';

/** The step said "only if". A message that waits, or is tried again, may meet a customer who has changed. */
export const onlyIf: GuardRule = {
  name: 'only-if',
  describe: () => 'the condition of its step did not hold',
  evaluate: ({ onlyIfHolds }) => (onlyIfHolds === false ? { verdict: 'block', rule: 'only-if' } : undefined),
};
