import { type Consents, consentOf, isTopicAllowed } from '../../core/customer/consent.ts';
import { maskAddress } from '../../core/customer/mask.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import type { Configuration } from '../../core/workspace/configuration.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';
import { readCustomer, type SeenCustomer } from '../../store/customers/read-customer.ts';
import type { Database } from '../../store/database/database.ts';
import { getDefinition } from '../../store/journeys/definitions.ts';
import { findMessageReason } from '../../store/messages/message-reason.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { dataUsedBy } from '../content/used-data.ts';

/**
 * What hosted pages show of a customer. A mail may be forwarded with its links, so nothing here discloses more than the
 * mail did: addresses are masked, and data have names and no values.
 */
export interface PageFacts {
  readonly customerId: string;
  /** Masked; undefined: there is none. */
  readonly address: string | undefined;
  readonly timeZone: string;
  /** As the trait "locale" or "language" says it. */
  readonly locale: string | undefined;
  /** Of the workspace's messages. */
  readonly defaultLanguage: string;
  readonly topics: readonly PageTopic[];
  /** Ids of channels that reach customers by an address of theirs. */
  readonly channels: readonly PageChannel[];
  readonly consents: Consents;
  readonly now: number;
}

export interface PageChannel {
  readonly id: string;
  /** For every message. */
  readonly isWithdrawn: boolean;
  readonly isMarketingWithdrawn: boolean;
}

export interface PageTopic {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  /** By its own statements and regime; whether marketing is withdrawn or paused as a whole is another question. */
  readonly isAllowed: boolean;
}

/** Channels that pages speak of: alerts and webhooks are no way to a customer. */
const customerChannels = Object.values<ChannelKind>(channelKinds).filter(({ reaches }) => reaches === 'customer');

export async function loadPageFacts(
  database: Database,
  workspace: string,
  customerId: string,
): Promise<PageFacts | undefined> {
  const [customer, { configuration }] = await Promise.all([
    readCustomer(database, workspace, customerId),
    getConfiguration(database, database, workspace),
  ]);
  return customer && pageFacts(customer, configuration);
}

function pageFacts({ id, traits, consents, now }: SeenCustomer, configuration: Configuration): PageFacts {
  const regimes = regimesOf(configuration);
  const text = (trait: unknown) => (typeof trait === 'string' && trait.trim() !== '' ? trait.trim() : undefined);
  const email = text(traits.email);
  const isWithdrawn = (kind: 'channel' | 'marketing-channel', name: string) =>
    consentOf(consents, { kind, name }, now)?.state === 'withdrawn';
  // By title, since stored JSON keeps no order.
  const byTitle = Object.entries(configuration.topics).sort(([, a], [, b]) => a.title.localeCompare(b.title));
  return {
    customerId: id,
    address: email && maskAddress(email),
    timeZone: timeZoneOf(traits),
    locale: text(traits.locale) ?? text(traits.language),
    defaultLanguage: configuration.languages.default,
    topics: byTitle.map(([topic, { title, description }]) => ({
      ...{ id: topic, title, description },
      isAllowed: isTopicAllowed(consents, regimes, topic, now),
    })),
    channels: customerChannels.flatMap(({ id, section }) => {
      const said = {
        isWithdrawn: isWithdrawn('channel', id),
        isMarketingWithdrawn: isWithdrawn('marketing-channel', id),
      };
      // One that the workspace does not use is shown to who has withdrawn it, so that they can allow it again.
      const isUsed = section === undefined || configuration[section] !== undefined;
      return isUsed || said.isWithdrawn || said.isMarketingWithdrawn ? [{ id, ...said }] : [];
    }),
    consents,
    now,
  };
}

/** Why the customer got a message. */
export interface PageReason {
  readonly journey: string;
  /** What the customer did, and when it was accepted; the name is null where it is not stored any more. */
  readonly event: string | null;
  readonly at: number;
  /** Names of traits, and of what the event said. */
  readonly traits: readonly string[];
  readonly properties: readonly string[];
}

export async function loadReason(
  database: Database,
  message: { readonly workspace: string; readonly customerId: string; readonly messageId: string },
): Promise<PageReason | undefined> {
  const found = await findMessageReason(database, message);
  if (!found) return undefined;
  const definition = await getDefinition(database, (read) => read(database), {
    ...found,
    workspace: message.workspace,
  });
  const used = found.content ? dataUsedBy(found.content, found.partials ?? {}, found.channel) : {};
  const references = referencesIn([definition.entry, definition.steps[found.step]]);
  const named = (...roots: string[]) =>
    references.flatMap((each) => {
      const root = roots.find((start) => each.startsWith(`${start}.`));
      return root === undefined ? [] : [each.slice(root.length + 1)];
    });
  const distinct = (names: readonly string[]) => [...new Set(names)].sort();
  return {
    journey: definition.title ?? definition.id,
    event: found.entryName,
    at: found.entryAt,
    traits: distinct([...(used.customer ?? []), ...named('customer.traits')]),
    properties: distinct([...(used.entry ?? []), ...named('entry.properties', 'event.properties')]),
  };
}

/** What conditions and templates' data of a part of a definition refer to: the members `field` and `ref`, wherever they are. */
function referencesIn(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) =>
    (name === 'field' || name === 'ref') && typeof member === 'string' ? [member] : referencesIn(member),
  );
}
