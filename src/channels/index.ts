import type { Channel, Channels } from './channel.ts';
import { createSmtpProvider, type SmtpOptions } from './smtp.ts';

export interface ChannelSettings {
  readonly smtp: SmtpOptions | undefined;
}

/** What a channel is, whoever carries it: the API checks journeys and templates against it without opening a provider. */
export const channelKinds = {
  email: {
    id: 'email',
    addressTrait: 'email',
    direction: 'at-most-once',
    parts: { required: ['subject', 'html'], optional: ['text'], html: ['html'] },
  },
} as const satisfies Record<string, Omit<Channel, 'provider'>>;

/** The channels that have a provider here. */
export function openChannels({ smtp }: ChannelSettings): Channels {
  const channels = new Map<string, Channel>();
  if (smtp) channels.set('email', { ...channelKinds.email, provider: createSmtpProvider(smtp) });
  return channels;
}

export async function closeChannels(channels: Channels): Promise<void> {
  await Promise.all([...channels.values()].map(({ provider }) => provider.close()));
}
