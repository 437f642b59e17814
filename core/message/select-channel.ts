import type { Properties } from '../condition/schema.ts';
import { kindOfChannel } from '../journey/definition/names.ts';
import type { SendStep } from '../journey/steps/send.ts';
import type { ChannelKind } from './channel-kind.ts';

/** One of a step's channels that is open, and the customer's address there. */
export interface Candidate<C extends ChannelKind> {
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
): readonly Candidate<C>[] {
  return step.channels.flatMap((id) => {
    const channel = channels.get(keyOfChannel(id));
    return channel ? [{ id, channel, address: channel.addressOf(traits) }] : [];
  });
}

/**
 * The first that can reach the customer at an address that is not suppressed; without any, the first that has an address,
 * else the first: a rule blocks it. Undefined where none is open.
 */
export function selectChannel<C extends ChannelKind>(
  candidates: readonly Candidate<C>[],
  isSuppressed: (candidate: Candidate<C>) => boolean = () => false,
): Candidate<C> | undefined {
  const withAddress = candidates.filter(({ address }) => address !== undefined);
  return withAddress.find((candidate) => !isSuppressed(candidate)) ?? withAddress[0] ?? candidates[0];
}
