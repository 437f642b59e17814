import type { StoredTemplate } from '../../store/content/templates.ts';
import type { Database } from '../../store/database/database.ts';
import type { MessageKey } from '../../store/messages/messages.ts';
import type { Channel, Channels, Endpoint, SendResult } from '../channels/channel.ts';
import type { RenderSettings } from '../content/render.ts';
import type { PublishedJourneysMemory } from '../intake/published-journeys.ts';
import type { Breakers } from './breaker.ts';
import type { MessageLinks } from './mail-links.ts';
import type { InlineLane } from './sending/inline-lane.ts';
import type { Measured } from './tracking.ts';

/** What every attempt needs: of a run's job, and of an operator's. */
export interface AttemptDependencies {
  readonly database: Database;
  readonly channels: Channels;
  /** A claim's life, in milliseconds: longer than any attempt takes. */
  readonly leaseMs: number;
  /** What an attempt may take, in milliseconds; less than `leaseMs`. */
  readonly sendTimeoutMs: number;
  /** When an attempt that failed temporarily will be made again at the latest: the sweeper keeps away until then. */
  readonly longestPauseMs: number;
  /** Makes the links in messages; without it there are none, and nothing is tracked. */
  readonly links?: MessageLinks | undefined;
  /** Values of the secrets that configurations name. */
  readonly namedSecrets?: ReadonlyMap<string, string> | undefined;
  /** Stops channels whose provider refuses us. */
  readonly breakers?: Breakers | undefined;
  /** Whether runs may react to "Message Sent". */
  readonly publishedJourneys?: PublishedJourneysMemory | undefined;
  /** Named places where a crash test stops the process; nothing in production. */
  readonly reached?: ((place: FaultPoint) => Promise<void> | void) | undefined;
  /** Hears how each attempt ended, for counting. */
  readonly attempted?: ((attempt: Attempt) => void) | undefined;
  /** Where first attempts are made in the run's own turn; undefined: all wait on their channels' queues. */
  readonly inlineLane?: InlineLane | undefined;
}

export interface Attempt {
  /** The kind of the channel. */
  readonly channel: string;
  readonly outcome: SendResult['result'] | 'blocked' | 'deferred' | 'observed';
  /** Who made it: the run's own turn, or the activity on the channel's queue. */
  readonly lane: 'inline' | 'queued';
  /** Of one that was blocked or deferred. */
  readonly rule?: string | undefined;
  /** In a workspace with caps: whose messages, of a lower priority than this, need not wait for it any more. */
  readonly outranks?: Outranks | undefined;
  /** Of rendering and the provider; undefined where a rule decided alone. */
  readonly tookMs?: number | undefined;
}

export interface Outranks {
  readonly workspace: string;
  readonly customerId: string;
  readonly priority: number;
}

export type FaultPoint = 'turned' | 'claimed' | 'sending' | 'sent' | 'settled';

/** The right to make one attempt, and all it needs. */
export interface Claim {
  readonly key: MessageKey;
  readonly workspace: string;
  readonly customerId: string;
  readonly attemptToken: string;
  /** With the name, where it has one: "webhook:crm". */
  readonly channelId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly endpoint: Endpoint | undefined;
  readonly template: StoredTemplate;
  readonly templateId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly rendering: RenderSettings;
  readonly journey: string;
  readonly step: string;
  readonly topic: string | undefined;
  readonly isMarketing: boolean;
  /** Undefined: no cap is shared. */
  readonly outranks: Outranks | undefined;
  /** What the workspace's configuration allows to be measured. */
  readonly tracking: Measured;
  readonly catalogVersion: number;
  /** False: an operator asked for it, and the run is not told. */
  readonly tellsRun: boolean;
  /** The claim is the mark: the message is "sending" since it was claimed. */
  readonly isMarked: boolean;
  /** By the workspace's clock. */
  readonly leasedUntil: number;
  /** By `performance.now()` of this process, and never later than the lease's end in the database. */
  readonly leaseEndsAt: number;
}

/** What is known after an attempt; `inDoubt`: it may have arrived all the same. */
export type AttemptAnswer = SendResult & { readonly inDoubt?: true };
