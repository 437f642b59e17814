import type { ChannelKind } from './channel-kind.ts';
import { emailAddressOf } from './email-address.ts';

/** What each channel is: the API checks journeys and templates against these, stories deliver by them, without a provider. */
export const channelKinds = {
  email: {
    id: 'email',
    direction: 'at-most-once',
    addressOf: ({ email }) => emailAddressOf(email),
    parts: { required: ['subject', 'html'], optional: ['text'], html: ['html'], json: [] },
  },
  webhook: {
    id: 'webhook',
    direction: 'keyed',
    addressOf: () => 'endpoint', // there is one for all customers, and the provider knows it
    parts: { required: ['body'], optional: [], html: [], json: ['body'] },
  },
} as const satisfies Record<string, ChannelKind>;
