import type { Properties } from '../condition/schema.ts';
import { kindOfChannel } from '../journey/definition/names.ts';
import type { SendStep } from '../journey/steps/send.ts';
import type { ChannelKind, KnownIdentities } from './channel-kind.ts';

/** What keeps a message from going to a candidate. */
export interface ChannelFacts<C extends ChannelKind> {
  /** Channels by which the customer wants no messages. */
  readonly isWithdrawn?: ((candidate: ChannelCandidate<C>) => boolean) | undefined;
  /** Addresses on the suppression list. */
  readonly isSuppressed?: ((candidate: ChannelCandidate<C>) => boolean) | undefined;
}

/** One of a step's channels that is open, and the customer's address there. */
export interface ChannelCandidate<C extends ChannelKind> {
  /** With the name, where it has one: "webhook:crm". */
  readonly id: string;
  readonly channel: C;
  readonly address: string | undefined;
}

/** Under which key a map of channels has the channel with this id: all with a name share one. */
export function keyOfChannel(id: string): string {
  const kind = kindOfChannel(id);
  return id === kind ? kind : `${kind}:`;
}

/** The step's channels that are open, in its order. */
export function openChannelsOf<C extends ChannelKind>(
  step: SendStep,
  channels: ReadonlyMap<string, C>,
  traits: Properties,
  identities: KnownIdentities = {},
): readonly ChannelCandidate<C>[] {
  return step.channels.flatMap((id) => {
    const channel = channels.get(keyOfChannel(id));
    return channel ? [{ id, channel, address: channel.addressOf(traits, identities) }] : [];
  });
}

/**
 * The first that can reach the customer, at an address that is not suppressed, by a channel that they have not withdrawn.
 * Where all are withdrawn or suppressed, the first that could reach them is given, and a rule blocks it. Without an
 * address, the first whose address may still come. Undefined where none is open.
 */
export function selectChannel<C extends ChannelKind>(
  candidates: readonly ChannelCandidate<C>[],
  { isWithdrawn = () => false, isSuppressed = () => false }: ChannelFacts<C> = {},
): ChannelCandidate<C> | undefined {
  const allowed = candidates.filter((candidate) => !isWithdrawn(candidate));
  const [first, ...others] = allowed.length > 0 ? allowed : candidates;
  if (!first) return undefined;
  const withAddress = [first, ...others].filter(({ address }) => address !== undefined);
  return withAddress.find((candidate) => !isSuppressed(candidate)) ?? withAddress[0] ?? first;
}
