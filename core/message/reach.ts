import type { Properties } from '../condition/schema.ts';
import { type Consents, consentOf } from '../customer/consent.ts';
import type { ChannelKind, KnownIdentities } from './channel-kind.ts';
import { channelKinds } from './channel-kinds.ts';

/** Whether a channel can reach a customer, and if not, why. */
export interface ChannelReach {
  readonly channel: string;
  readonly address: string | undefined;
  /**
   * withdrawn: the customer wants nothing by this channel. no-marketing: no marketing by it. Of several reasons the one
   * that the guard would name.
   */
  readonly state: 'reachable' | 'no-address' | 'suppressed' | 'withdrawn' | 'no-marketing';
  /** Of a suppressed address: the reason. */
  readonly reason: string | undefined;
}

export interface ReachFacts {
  readonly traits: Properties;
  readonly identities: KnownIdentities;
  readonly consents: Consents;
  readonly suppressionOf: (channel: string, address: string) => string | undefined;
  readonly now: number;
}

/** Every channel whose messages reach customers. Whether the workspace uses it is another question. */
export function reachOf({ traits, identities, consents, suppressionOf, now }: ReachFacts): readonly ChannelReach[] {
  const isWithdrawn = (kind: 'channel' | 'marketing-channel', name: string) =>
    consentOf(consents, { kind, name }, now)?.state === 'withdrawn';
  return Object.values<ChannelKind>(channelKinds)
    .filter(({ reaches }) => reaches === 'customer')
    .map(({ id: channel, addressOf }): ChannelReach => {
      const address = addressOf(traits, identities);
      const told = (state: ChannelReach['state'], reason?: string) => ({ channel, address, state, reason });
      if (address === undefined) return told('no-address');
      const suppressed = suppressionOf(channel, address);
      if (suppressed === 'withdrawn') return told('no-marketing', suppressed); // it blocks marketing only
      if (suppressed !== undefined) return told('suppressed', suppressed);
      if (isWithdrawn('channel', channel)) return told('withdrawn');
      return isWithdrawn('marketing-channel', channel) ? told('no-marketing') : told('reachable');
    });
}
