import type { GuardRule } from '../guard-facts.ts';

/** An exit that is committed wins over a message, so inputs come first. */
export const inputsFirst: GuardRule = {
  name: 'inputs-first',
  evaluate: ({ origin }) => (origin.hasUnconsumedInputs ? { verdict: 'yield' } : undefined),
};
