import { channelKinds } from '../../core/message/channel-kinds.ts';
import type { Database } from '../../store/database/database.ts';
import { rememberSmsRecipient } from '../../store/messages/sms-recipients.ts';
import { listSubscriptionsOf, removeSubscriptions } from '../../store/push/subscriptions.ts';
import { createAlertProvider } from './alert.ts';
import type { Channel, Channels } from './channel.ts';
import { createInAppProvider } from './in-app.ts';
import { createOutbound, type Outbound } from './outbound.ts';
import { createPushProvider } from './push.ts';
import { createSmsProvider } from './sms.ts';
import { createSmtpProvider, type SmtpOptions } from './smtp.ts';
import { createWebhookProvider, type WebhookOptions } from './webhook.ts';

export { channelKinds } from '../../core/message/channel-kinds.ts';

export interface ChannelSettings {
  readonly smtp: SmtpOptions | undefined;
  /** The endpoint of the channel "webhook". */
  readonly webhook: WebhookOptions | undefined;
  /** Of requests to endpoints that the workspace's configuration names. Undefined: those of `webhook`, or our defaults. */
  readonly outbound?: OutboundLimits | undefined;
  /** Where providers reach the API: they report to it. */
  readonly publicUrl?: string | undefined;
}

export type OutboundLimits = Pick<WebhookOptions, 'timeoutMs' | 'allowPrivateAddresses'>;

const defaultLimits: OutboundLimits = { timeoutMs: 15_000, allowPrivateAddresses: false };

/** The channels that have a provider here. The inbox is a table of ours: it is always there. */
export function openChannels({ smtp, webhook, outbound, publicUrl }: ChannelSettings, database: Database): Channels {
  const limits = outbound ?? webhook ?? defaultLimits;
  const mails = smtp && createSmtpProvider(smtp);
  const webhooks = createWebhookProvider({ ...limits, endpoint: webhook });
  const remember = (messageId: string, number: string) => rememberSmsRecipient(database, messageId, number);
  const channels = new Map<string, Channel>();
  channels.set('in-app', { ...channelKinds['in-app'], provider: createInAppProvider(database) });
  if (mails) channels.set('email', { ...channelKinds.email, provider: mails });
  channels.set('sms', { ...channelKinds.sms, provider: createSmsProvider({ ...limits, publicUrl, remember }) });
  const subscriptions = {
    list: (messageId: string) => listSubscriptionsOf(database, messageId),
    remove: (ids: readonly string[]) => removeSubscriptions(database, ids),
  };
  channels.set('push', { ...channelKinds.push, provider: createPushProvider({ ...limits, subscriptions }) });
  if (webhook) channels.set('webhook', { ...channelKinds.webhook, provider: webhooks });
  channels.set('webhook:', { ...channelKinds.webhook, provider: webhooks });
  channels.set('alert:', { ...channelKinds.alert, provider: createAlertProvider({ ...limits, mails }) });
  return channels;
}

/** For requests of calls, under the same limits as those of webhooks. */
export function openOutbound({ webhook, outbound }: ChannelSettings): Outbound {
  return createOutbound(outbound ?? webhook ?? defaultLimits);
}

export async function closeChannels(channels: Channels): Promise<void> {
  await Promise.all([...new Set([...channels.values()].map(({ provider }) => provider))].map((each) => each.close()));
}
