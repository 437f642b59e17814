import type { Channel, ChannelKind, Channels } from './channel.ts';
import { createSmtpProvider, type SmtpOptions } from './smtp.ts';
import { createWebhookProvider, type WebhookOptions } from './webhook.ts';

export interface ChannelSettings {
  readonly smtp: SmtpOptions | undefined;
  readonly webhook: WebhookOptions | undefined;
}

/** The API checks journeys and templates against these without opening a provider. */
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
} as const satisfies Record<string, ChannelKind>;

function textOrNothing(trait: unknown): string | undefined {
  return typeof trait === 'string' ? trait.trim() || undefined : undefined;
}

/** The channels that have a provider here. */
export function openChannels({ smtp, webhook }: ChannelSettings): Channels {
  const channels: Channel[] = [];
  if (smtp) channels.push({ ...channelKinds.email, provider: createSmtpProvider(smtp) });
  if (webhook) channels.push({ ...channelKinds.webhook, provider: createWebhookProvider(webhook) });
  return new Map(channels.map((channel) => [channel.id, channel]));
}

export async function closeChannels(channels: Channels): Promise<void> {
  await Promise.all([...channels.values()].map(({ provider }) => provider.close()));
}
