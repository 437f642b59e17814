import type { GuardRule } from '../guard-facts.ts';

/** An exit by condition is due: the run's next turn ends it, and takes the message back. */
export const exitHolds: GuardRule = {
  name: 'exit-holds',
  evaluate: (facts) => (facts.exitHolds ? { verdict: 'yield' } : undefined),
};
