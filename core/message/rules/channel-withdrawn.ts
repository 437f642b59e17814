import { isChannelWithdrawn } from '../../customer/consent.ts';
import type { GuardRule } from '../guard-facts.ts';

/** The customer withdrew the channel: for every message, or, as a complaint does, for marketing. */
export const channelWithdrawn: GuardRule = {
  name: 'channel-withdrawn',
  protectsCustomer: true,
  describe: (value) => `the customer withdrew the channel ${value ?? ''}`.trimEnd(),
  evaluate({ now, consent }) {
    return isChannelWithdrawn(consent, now)
      ? { verdict: 'block', rule: 'channel-withdrawn', value: consent.channel }
      : undefined;
  },
};
