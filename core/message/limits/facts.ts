import { holds } from '../../condition/compile.ts';
import type { Properties, Scope } from '../../condition/schema.ts';
import { type CustomerZones, zonesOf } from '../../customer/zones.ts';
import { type JourneyDefinition, kindOfChannel } from '../../journey/definition/index.ts';
import { type SendStep, topicOf } from '../../journey/steps/send.ts';
import type { Cap } from '../../workspace/caps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Hold } from '../../workspace/holds.ts';
import type { QuietHoursSection } from '../../workspace/quiet-hours.ts';
import type { ChannelKind } from '../channel-kind.ts';
import { channelKinds } from '../channel-kinds.ts';

/** What is under limits: every marketing message, and of a transactional one what its step asks for. */
export type LimitName = 'holds' | 'quiet-hours' | 'priority' | 'caps';

/** The sections of the workspace's configuration that limit messages. */
export type LimitSections = Pick<Configuration, 'quietHours' | 'caps' | 'holds'>;

/** A message as caps see it. */
export interface LimitedMessage {
  /** With the name, where it has one: "webhook:crm". */
  readonly channel: string;
  readonly topic: string | null;
  readonly journey: string;
  readonly priority: number;
}

/** A message of the customer that counts in caps: it was claimed, and nothing has given its place back. */
export interface CountedMessage extends LimitedMessage {
  readonly id: string;
  readonly step: string;
  /** When it was claimed. */
  readonly at: number;
}

/** A message of the customer that is about to leave. */
export interface RivalMessage extends LimitedMessage {
  readonly id: string;
  readonly step: string;
  /** Since when it is about to leave. */
  readonly since: number;
}

/** The messages that were read for the caps. */
export interface CountedMessages {
  readonly messages: readonly CountedMessage[];
  /** There were more than are read: older ones than these may be missing. */
  readonly isCut: boolean;
}

/** What the workspace's limits look at. */
export interface LimitFacts {
  /** Those that the message is under. */
  readonly bound: ReadonlySet<LimitName>;
  readonly message: LimitedMessage;
  readonly customerId: string;
  readonly zones: CustomerZones;
  readonly quietHours: QuietHoursSection;
  readonly caps: Readonly<Record<string, Cap>>;
  readonly counted: CountedMessages;
  /** Of journeys with a higher priority. */
  readonly rivals: readonly RivalMessage[];
  /** Those that hold for the customer, and are about this message. */
  readonly holds: readonly ActiveHold[];
}

export interface ActiveHold extends Pick<Hold, 'title' | 'effect' | 'atMost'> {
  readonly name: string;
}

export const DEFAULT_PRIORITY = 50;

export interface LimitSubject {
  readonly definition: JourneyDefinition;
  readonly step: SendStep;
  readonly customer: { readonly id: string; readonly traits: Properties };
  /** What conditions of the customer are evaluated against. */
  readonly scope: Scope;
  readonly selected: { readonly id: string; readonly channel: ChannelKind } | undefined;
}

export function limitFacts(
  { quietHours, caps, holds }: LimitSections,
  { definition, step, customer, scope, selected }: LimitSubject,
  { counted, rivals }: { readonly counted: CountedMessages; readonly rivals: readonly RivalMessage[] },
): LimitFacts {
  const message: LimitedMessage = {
    channel: selected?.id ?? (step.channels[0] as string),
    topic: topicOf(definition, step) ?? null,
    journey: definition.id,
    priority: definition.priority ?? DEFAULT_PRIORITY,
  };
  return {
    bound: limitsOn(definition, step, selected?.channel),
    customerId: customer.id,
    zones: zonesOf(customer.traits, quietHours.zone),
    ...{ message, quietHours, caps, counted, rivals },
    holds: activeHolds(holds, message, scope),
  };
}

function activeHolds(all: LimitSections['holds'], message: LimitedMessage, scope: Scope): readonly ActiveHold[] {
  return Object.entries(all).flatMap(([name, { when, title, effect, atMost, channels, topics }]) =>
    isUnder({ channels, topics }, message) && holds(when, scope) ? [{ name, title, effect, atMost }] : [],
  );
}

/** Whether a limit with these settings is about the message at all. */
export function isUnder(
  { channels, topics, journeys }: Pick<Cap, 'channels' | 'topics' | 'journeys'>,
  { channel, topic, journey }: LimitedMessage,
): boolean {
  if (channels && !channels.includes(channel) && !channels.includes(kindOfChannel(channel))) return false;
  if (topics && (topic === null || !topics.includes(topic))) return false;
  return !journeys || journeys.includes(journey);
}

const all: readonly LimitName[] = ['holds', 'quiet-hours', 'priority', 'caps'];

/** None of them is for alerts to people inside. */
function limitsOn(definition: JourneyDefinition, step: SendStep, channel: ChannelKind | undefined): Set<LimitName> {
  if (channel?.reaches === 'staff') return new Set();
  if (definition.purpose === 'marketing') return new Set(all);
  return new Set(all.filter((name) => step.respect?.includes(name)));
}

/** The customer has consented, or need not: what a step respects counts as marketing here. */
export function consentPurposeOf(definition: JourneyDefinition, step: SendStep): JourneyDefinition['purpose'] {
  return step.respect?.includes('consent') ? 'marketing' : definition.purpose;
}

/** Whether messages of the step count in caps, known before an attempt selects a channel. */
export function countsInCaps(definition: JourneyDefinition, step: SendStep): boolean {
  const kind = kindOfChannel(step.channels[0] as string);
  const kinds: Readonly<Record<string, ChannelKind>> = channelKinds;
  return limitsOn(definition, step, Object.hasOwn(kinds, kind) ? kinds[kind] : undefined).has('caps');
}

/** Hours of the channel with this id: its own, its kind's, else those of all. */
export function hoursOf({ channels, default: all }: QuietHoursSection, channelId: string) {
  const ids = [channelId, kindOfChannel(channelId)];
  const own = ids.find((id) => Object.hasOwn(channels, id));
  return own === undefined ? all : (channels[own] ?? all);
}
