import type { GuardRule } from '../guard-facts.ts';

const reasons: ReadonlyMap<string, string> = new Map([
  ['hard-bounce', 'it bounced for good'],
  ['complaint', 'its owner complained'],
  ['stop', 'its owner answered STOP'],
  ['manual', 'somebody put it on the list'],
  ['withdrawn', 'its owner said no to marketing'],
]);

/** The address bounced for good, or its owner complained. */
export const suppressed: GuardRule = {
  name: 'suppressed',
  protectsCustomer: true,
  describe: (value) => `the address is suppressed: ${reasons.get(value ?? '') ?? value ?? 'no reason is known'}`,
  evaluate: ({ suppression }) =>
    suppression === undefined ? undefined : { verdict: 'block', rule: 'suppressed', value: suppression },
};
