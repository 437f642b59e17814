import type { Properties } from '../condition/schema.ts';
import type { SendStep } from '../journey/steps/send.ts';
import type { ChannelKind, KnownIdentities } from './channel-kind.ts';

/** What is known of the customer beside their traits. */
export interface ChannelFacts {
  readonly identities?: KnownIdentities | undefined;
  /** Channels by which the customer wants no messages. */
  readonly isWithdrawn?: ((channel: string) => boolean) | undefined;
}

/**
 * The first of the step's channels that can reach the customer. Channels that they have withdrawn are passed over; where
 * all are, the first that could reach them is given, and will be blocked. Without an address, the first whose address may
 * still come. Undefined where none of them is open.
 */
export function selectChannel<C extends ChannelKind>(
  step: SendStep,
  channels: ReadonlyMap<string, C>,
  traits: Properties,
  { identities = {}, isWithdrawn = () => false }: ChannelFacts = {},
): { readonly channel: C; readonly address: string | undefined } | undefined {
  const open = step.channels.flatMap((id) => channels.get(id) ?? []);
  const allowed = open.filter(({ id }) => !isWithdrawn(id));
  const [first, ...others] = allowed.length > 0 ? allowed : open;
  if (!first) return undefined;
  for (const channel of [first, ...others]) {
    const address = channel.addressOf(traits, identities);
    if (address !== undefined) return { channel, address };
  }
  return { channel: first, address: undefined };
}
