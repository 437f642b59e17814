import type { Properties } from '../condition/schema.ts';
import { type Consents, isChannelWithdrawn, lackingConsent, type Regimes } from '../customer/consent.ts';
import type { JourneyDefinition } from '../journey/definition/index.ts';
import { kindOfChannel } from '../journey/definition/names.ts';
import { decidersOf, isSend, topicOf, type WrittenSend } from '../journey/steps/send.ts';
import type { QuietHoursSection } from '../workspace/quiet-hours.ts';
import type { ChannelKind, KnownIdentities } from './channel-kind.ts';
import { channelKinds } from './channel-kinds.ts';
import { hoursOf } from './limits/facts.ts';
import { quietUntil } from './limits/quiet-hours.ts';

/** What is known of a customer before anything is decided. */
export interface ReachabilityFacts {
  readonly traits: Properties;
  readonly identities: KnownIdentities;
  readonly consents: Consents;
  readonly regimes: Regimes;
  suppressionOf(channel: string, address: string): string | undefined;
  /** Channels that somebody stopped; "*" stops all. */
  readonly stopped?: ReadonlySet<string> | undefined;
  readonly now: number;
}

const kinds: ReadonlyMap<string, ChannelKind> = new Map(Object.entries(channelKinds));

/**
 * The guard rule that would block a message by every one of these channels now: the reason of the first. Undefined: one of them
 * lets it out, at once or later. The same questions as those of the guard's rules, asked before there is a message.
 */
export function wouldBlock(
  channels: readonly string[],
  definition: JourneyDefinition,
  facts: ReachabilityFacts,
): string | undefined {
  let first: string | undefined;
  for (const channel of channels) {
    const rule = blockedBy(channel, definition, facts);
    if (rule === undefined) return undefined;
    first ??= rule;
  }
  return first;
}

function blockedBy(channel: string, definition: JourneyDefinition, facts: ReachabilityFacts): string | undefined {
  const { traits, identities, consents, regimes, suppressionOf, stopped, now } = facts;
  const kind = kinds.get(kindOfChannel(channel));
  if (!kind) return 'no-address';
  if (stopped?.has('*') || stopped?.has(channel) || stopped?.has(kind.id)) return 'kill-switch';
  const address = kind.addressOf(traits, identities);
  if (address === undefined) return 'no-address';
  const suppression = suppressionOf(kind.id, address);
  const isSuppressed = suppression !== undefined && (suppression !== 'withdrawn' || definition.purpose === 'marketing');
  if (isSuppressed) return 'suppressed';
  if (kind.reaches === 'staff') return undefined;
  const question = {
    consents,
    regimes,
    purpose: definition.purpose,
    topic: decidedTopic(definition),
    channel: kind.id,
  };
  if (isChannelWithdrawn(question, now)) return 'channel-withdrawn';
  return lackingConsent(question, now) === undefined ? undefined : 'consent';
}

/** Of a time: a marketing message would only be deferred then, so another time is better. */
export function quietAt(
  { at, channel }: { readonly at: number; readonly channel?: string | undefined },
  { definition, zone, quietHours }: { definition: JourneyDefinition; zone: string; quietHours: QuietHoursSection },
): string | undefined {
  if (definition.purpose !== 'marketing') return undefined;
  const hours = channel === undefined ? quietHours.default : hoursOf(quietHours, channel);
  return quietUntil(hours, [zone], at) === undefined ? undefined : 'quiet-hours';
}

/** What the messages of decisions are about: the topic of the first step that sends what was decided. */
function decidedTopic(definition: JourneyDefinition): string | undefined {
  const sends = Object.values(definition.steps).filter(isSend) as readonly WrittenSend[];
  const deciding = sends.find((step) => decidersOf(step).length > 0);
  return deciding ? topicOf(definition, deciding) : definition.topic;
}
