import { channelKinds } from '../../core/message/channel-kinds.ts';
import type { Database } from '../../store/database/database.ts';
import type { Channel, Channels } from './channel.ts';
import { createInAppProvider } from './in-app.ts';
import { createSmtpProvider, type SmtpOptions } from './smtp.ts';
import { createWebhookProvider, type WebhookOptions } from './webhook.ts';

export { channelKinds } from '../../core/message/channel-kinds.ts';

export interface ChannelSettings {
  readonly smtp: SmtpOptions | undefined;
  readonly webhook: WebhookOptions | undefined;
}

/** The channels that have a provider here. The inbox is a table of ours: it is always there. */
export function openChannels({ smtp, webhook }: ChannelSettings, database: Database): Channels {
  const channels: Channel[] = [{ ...channelKinds['in-app'], provider: createInAppProvider(database) }];
  if (smtp) channels.push({ ...channelKinds.email, provider: createSmtpProvider(smtp) });
  if (webhook) channels.push({ ...channelKinds.webhook, provider: createWebhookProvider(webhook) });
  return new Map(channels.map((channel) => [channel.id, channel]));
}

export async function closeChannels(channels: Channels): Promise<void> {
  await Promise.all([...channels.values()].map(({ provider }) => provider.close()));
}
