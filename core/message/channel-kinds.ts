import type { Configuration } from '../workspace/configuration.ts';
import type { ChannelKind, KnownIdentities, TestMessage } from './channel-kind.ts';
import { emailAddressOf } from './email-address.ts';
import { readInAppParts } from './in-app.ts';
import { phoneNumberOf } from './phone-number.ts';
import { readPushParts } from './push.ts';
import { smsProblem } from './sms.ts';

/** What each channel is: the API checks journeys and templates against these, stories deliver by them, without a provider. */
export const channelKinds = {
  email: {
    id: 'email',
    measured: 'by-settings',
    names: 'none',
    reaches: 'customer',
    direction: 'at-most-once',
    addressOf: ({ email }) => emailAddressOf(email),
    test: (about) => ({
      subject: 'A test message of Throughline',
      html: `<p>${escapeMarkup(testText(about))}</p>`,
      text: testText(about),
    }),
    parts: { required: ['subject', 'html'], optional: ['text'], html: ['html'], json: [] },
  },
  sms: {
    id: 'sms',
    section: 'sms',
    measured: 'never',
    names: 'none',
    reaches: 'customer',
    direction: 'at-most-once', // its providers know no idempotency key
    addressOf: ({ phone }) => phoneNumberOf(phone),
    test: (about) => ({ body: testText(about) }),
    parts: { required: ['body'], optional: [], html: [], json: [] },
    check: smsProblem,
  },
  push: {
    id: 'push',
    section: 'push',
    measured: 'always', // by our own service worker
    names: 'none',
    reaches: 'customer',
    direction: 'keyed', // a browser shows one notification per message's id
    // A browser that the customer allowed to be sent to: its subscription's id.
    addressOf: (_traits: Readonly<Record<string, unknown>>, identities?: KnownIdentities) => identities?.push,
    identities: ['push'],
    parts: { required: ['title', 'body'], optional: ['url', 'icon'], html: [], json: [] },
    check: (parts: Readonly<Record<string, string>>) => {
      const read = readPushParts(parts);
      return 'problem' in read ? read.problem : undefined;
    },
  },
  webhook: {
    id: 'webhook',
    measured: 'never',
    names: 'optional',
    reaches: 'system',
    direction: 'keyed',
    addressOf: () => 'endpoint', // the same for all customers: the configuration has it
    test: ({ id, channel, askedBy, at }) => ({ body: JSON.stringify({ type: 'test', id, channel, askedBy, at }) }),
    parts: { required: ['body'], optional: [], html: [], json: ['body'] },
  },
  alert: {
    id: 'alert',
    measured: 'never',
    names: 'required',
    reaches: 'staff',
    direction: 'at-most-once',
    addressOf: () => 'staff', // the configuration says where its alerts go
    test: (about) => ({ subject: 'A test message of Throughline', text: testText(about) }),
    parts: { required: ['text'], optional: ['subject'], html: [], json: [] },
  },
  'in-app': {
    id: 'in-app',
    measured: 'always',
    names: 'none',
    reaches: 'customer',
    direction: 'keyed', // it is a row of our own under the message's id
    // A customer who signs in under a userId can open an inbox, with a user token of that name.
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

function testText({ channel, askedBy, at }: TestMessage): string {
  return `This is a test of the channel ${channel}. ${askedBy} asked for it in the settings of Throughline on ${at.slice(0, 16).replace('T', ' ')} UTC. No customer gets it.`;
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** Every channel that journeys of a workspace can name. */
export function channelIds(configuration: Pick<Configuration, 'webhooks' | 'alerts' | 'sms' | 'push'>): Set<string> {
  const { webhooks, alerts } = configuration;
  const kinds = Object.values<ChannelKind>(channelKinds);
  const isThere = ({ names, section }: ChannelKind) =>
    names !== 'required' && (section === undefined || configuration[section] !== undefined);
  return new Set([
    ...kinds.filter(isThere).map(({ id }) => id),
    ...Object.keys(webhooks).map((name) => `webhook:${name}`),
    ...Object.keys(alerts).map((name) => `alert:${name}`),
  ]);
}
