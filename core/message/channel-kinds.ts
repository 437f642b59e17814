import type { ChannelKind, KnownIdentities } from './channel-kind.ts';
import { readInAppParts } from './in-app.ts';

/** What each channel is: the API checks journeys and templates against these, stories deliver by them, without a provider. */
export const channelKinds = {
  email: {
    id: 'email',
    direction: 'at-most-once',
    addressOf: ({ email }) => textOrNothing(email),
    parts: { required: ['subject', 'html'], optional: ['text'], html: ['html'], json: [] },
  },
  webhook: {
    id: 'webhook',
    direction: 'keyed',
    addressOf: () => 'endpoint', // there is one for all customers, and the provider knows it
    parts: { required: ['body'], optional: [], html: [], json: ['body'] },
  },
  'in-app': {
    id: 'in-app',
    direction: 'keyed', // it is a row of our own under the message's id
    // Whoever signs in under a userId can open an inbox: with a user token of that name.
    addressOf: (_traits: Readonly<Record<string, unknown>>, identities?: KnownIdentities) => identities?.user_id,
    identities: ['user_id'],
    parts: {
      required: ['title', 'body'],
      optional: ['url', 'button', 'place', 'days'],
      html: [],
      json: [],
      markdown: ['body'],
    },
    check: (parts: Readonly<Record<string, string>>) => {
      const read = readInAppParts(parts);
      return 'problem' in read ? read.problem : undefined;
    },
  },
} as const satisfies Record<string, ChannelKind>;

function textOrNothing(trait: unknown): string | undefined {
  return typeof trait === 'string' ? trait.trim() || undefined : undefined;
}
