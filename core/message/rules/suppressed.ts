import type { GuardRule } from '../guard-facts.ts';

/** The address bounced for good, or its owner complained. */
export const suppressed: GuardRule = {
  name: 'suppressed',
  protectsCustomer: true,
  evaluate: ({ suppression }) =>
    suppression === undefined ? undefined : { verdict: 'block', rule: 'suppressed', value: suppression },
};
