import { pausedUntil } from '../../customer/consent.ts';
import type { GuardRule } from '../guard-facts.ts';

/** The customer asked for a pause. Marketing is blocked and not deferred, so that nothing bursts out when it ends. */
export const pausedByCustomer: GuardRule = {
  name: 'paused-by-customer',
  protectsCustomer: true,
  describe: (value, moment) => `the customer paused marketing${value === null ? '' : ` until ${moment(value)}`}`,
  evaluate({ now, consent }) {
    const until = pausedUntil(consent, now);
    if (until === undefined) return undefined;
    return { verdict: 'block', rule: 'paused-by-customer', value: new Date(until).toISOString() };
  },
};
