import { TemporaryFailure } from '../../core/base/failure.ts';
import { kindOfChannel, nameOfChannel } from '../../core/journey/definition/names.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import type { SecretReference } from '../../core/workspace/secret-reference.ts';
import type { SmsProviderConfiguration } from '../../core/workspace/sms.ts';
import type { Endpoint, SmsAccount } from '../channels/channel.ts';

/**
 * Where a channel sends that the configuration declares, with the values of its secrets; undefined for another one. What is
 * missing can be mended (publish the section, set the variable), so it is a temporary failure.
 */
export function endpointOf(
  channelId: string,
  configuration: Pick<Configuration, 'webhooks' | 'alerts' | 'sms' | 'push'>,
  secrets: ReadonlyMap<string, string> | undefined,
): Endpoint | undefined {
  const secretOf = ({ env }: SecretReference): string => {
    const value = secrets?.get(env);
    if (value === undefined) throw new TemporaryFailure('secret-missing', `${env} is not set in this process`);
    return value;
  };
  const unknown = () => new TemporaryFailure('endpoint-unknown', `the workspace's configuration has no "${channelId}"`);
  if (channelId === 'sms') {
    if (!configuration.sms) throw unknown();
    return { type: 'sms', providers: accountsOf(configuration.sms.providers, secrets) };
  }
  if (channelId === 'push') {
    if (!configuration.push) throw unknown();
    const { subject, privateKey } = configuration.push;
    return { type: 'push', subject, privateKey: secretOf(privateKey) };
  }
  const name = nameOfChannel(channelId);
  if (name === undefined) return undefined;
  const own = <Section extends object>(section: Section) =>
    Object.hasOwn(section, name) ? (section as Record<string, Section[keyof Section]>)[name] : undefined;
  if (kindOfChannel(channelId) === 'webhook') {
    const webhook = own(configuration.webhooks);
    if (webhook) return { type: 'webhook', url: webhook.url, secret: secretOf(webhook.secret) };
  } else {
    const alert = own(configuration.alerts);
    if (alert) return alert.type === 'slack' ? { type: 'slack', url: secretOf(alert.url) } : alert;
  }
  throw unknown();
}

/** Those whose secret this process has: the next in rank serves meanwhile. */
function accountsOf(
  providers: readonly SmsProviderConfiguration[],
  secrets: ReadonlyMap<string, string> | undefined,
): readonly SmsAccount[] {
  const readSetting = (setting: string | SecretReference) =>
    typeof setting === 'string' ? setting : secrets?.get(setting.env);
  const accounts = providers.flatMap(({ name, accountSid, from, ...provider }) => {
    const [authToken, url] = [readSetting(provider.authToken), readSetting(provider.url)];
    return authToken === undefined || url === undefined ? [] : [{ name, accountSid, from, authToken, url }];
  });
  if (accounts.length > 0) return accounts;
  const names = providers
    .flatMap(({ authToken, url }) => [authToken, url])
    .flatMap((setting) => (typeof setting === 'string' ? [] : [setting.env]))
    .join(', ');
  throw new TemporaryFailure('secret-missing', `${names}: not set in this process`);
}
