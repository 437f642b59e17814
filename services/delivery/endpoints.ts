import { TemporaryFailure } from '../../core/base/failure.ts';
import { kindOfChannel, nameOfChannel } from '../../core/journey/definition/names.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import type { SecretReference } from '../../core/workspace/secret-reference.ts';
import type { Endpoint } from '../channels/channel.ts';

/**
 * Where a channel with a name sends, with the values of its secrets; undefined for one without a name. What is missing can
 * be mended (publish the name, set the variable), so it is a temporary failure.
 */
export function endpointOf(
  channelId: string,
  configuration: Pick<Configuration, 'webhooks' | 'alerts'>,
  secrets: ReadonlyMap<string, string> | undefined,
): Endpoint | undefined {
  const name = nameOfChannel(channelId);
  if (name === undefined) return undefined;
  const secretOf = ({ env }: SecretReference): string => {
    const value = secrets?.get(env);
    if (value === undefined) throw new TemporaryFailure('secret-missing', `${env} is not set in this process`);
    return value;
  };
  const own = <Section extends object>(section: Section) =>
    Object.hasOwn(section, name) ? (section as Record<string, Section[keyof Section]>)[name] : undefined;
  if (kindOfChannel(channelId) === 'webhook') {
    const webhook = own(configuration.webhooks);
    if (webhook) return { type: 'webhook', url: webhook.url, secret: secretOf(webhook.secret) };
  } else {
    const alert = own(configuration.alerts);
    if (alert) return alert.type === 'slack' ? { type: 'slack', url: secretOf(alert.url) } : alert;
  }
  throw new TemporaryFailure('endpoint-unknown', `the workspace's configuration has no "${channelId}"`);
}
