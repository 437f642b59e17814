import type { GuardRule } from '../guard-facts.ts';

/** An exit swept the run, or the run left the step: what has not begun is not sent any more. */
export const runLeft: GuardRule = {
  name: 'run-left',
  describe: () => 'the run left the step before it was sent',
  evaluate: ({ origin }) => (origin.isLeaving ? { verdict: 'block', rule: 'run-left' } : undefined),
};
