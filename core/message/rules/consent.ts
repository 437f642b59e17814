import { lackingConsent } from '../../customer/consent.ts';
import type { GuardRule } from '../guard-facts.ts';

/** A marketing message needs its topic allowed, by the customer's word or else by the regime. */
export const consent: GuardRule = {
  name: 'consent',
  protectsCustomer: true,
  describe: (value) => `the customer has not consented to ${value ?? 'its topic'}`,
  evaluate({ now, consent: question }) {
    const lacking = lackingConsent(question, now);
    return lacking === undefined ? undefined : { verdict: 'block', rule: 'consent', value: lacking };
  },
};
