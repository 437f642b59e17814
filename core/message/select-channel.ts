import type { Properties } from '../condition/schema.ts';
import type { SendStep } from '../journey/steps/send.ts';
import type { ChannelKind, KnownIdentities } from './channel-kind.ts';

/**
 * The first of the step's channels that can reach the customer; without any, the first, which will be blocked. Undefined
 * where none of them is open.
 */
export function selectChannel<C extends ChannelKind>(
  step: SendStep,
  channels: ReadonlyMap<string, C>,
  traits: Properties,
  identities: KnownIdentities = {},
): { readonly channel: C; readonly address: string | undefined } | undefined {
  const open = step.channels.flatMap((id) => channels.get(id) ?? []);
  for (const channel of open) {
    const address = channel.addressOf(traits, identities);
    if (address !== undefined) return { channel, address };
  }
  const [channel] = open;
  return channel && { channel, address: undefined };
}
