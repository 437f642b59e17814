import type { Json } from '../core/base/canonical-json.ts';
import type { Properties } from '../core/condition/schema.ts';
import type { Regimes } from '../core/customer/consent.ts';
import type { OfferDefinition } from '../core/decision/offer.ts';
import type { PolicyDefinition } from '../core/decision/policy.ts';
import type { Channel, SampleEvent, Topic } from '../core/journey/authoring/declare.ts';
import type { Books } from '../core/journey/books.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import type { LimitSections } from '../core/message/limits/facts.ts';
import type { SegmentDefinition } from '../core/segment/definition.ts';
import type { ConfigurationInput } from '../core/workspace/configuration.ts';
import type { Answer, CallReply } from './jobs/played-job.ts';
import type { Message } from './run.ts';

export interface StoryOptions {
  /** When it begins: "2026-03-02T20:10" by the zone's clocks, or with an offset, "2026-03-02T20:10Z". */
  readonly start: string;
  /** Where it plays, "Europe/Berlin": what a day is for customers without a trait `timezone`. UTC unless said. */
  readonly zone?: string | undefined;
  /** Segments that the journey speaks of: who is in them follows from what customers do. */
  readonly segments?: readonly SegmentDefinition[] | undefined;
  /** Which consent is needed for what; all "opt-out" unless said, as in a workspace that sets none. */
  readonly regimes?: Partial<Regimes> | undefined;
  /**
   * When the workspace's marketing waits: `['21:00', '09:00']` for every channel, or the section of its configuration. With
   * two times messages go out right at the end. Of customers without a zone of their own the story's counts.
   */
  readonly quietHours?: readonly [from: string, until: string] | ConfigurationInput['quietHours'] | undefined;
  /** Frequency caps of the workspace, as in its configuration. */
  readonly caps?: ConfigurationInput['caps'] | undefined;
  /** The policies that the journey decides by. Nothing is learned in a story: learners choose evenly. */
  readonly policies?: readonly PolicyDefinition[] | undefined;
  /** The catalogue from which they choose. */
  readonly offers?: readonly OfferDefinition[] | undefined;
  /** Whether customers are drawn for the holdout of the journey; "on" unless said. `arms` says it of one customer. */
  readonly holdout?: 'on' | 'off' | undefined;
  /** Conditions of the workspace under which marketing waits, as in its configuration. */
  readonly holds?: ConfigurationInput['holds'] | undefined;
  /** "memory" unless said; "server": a running stack in test mode, over HTTP. */
  readonly on?: 'memory' | 'server' | undefined;
  /** Where the stack is; what is left out is read from the environment. Of stories on a server only. */
  readonly server?: ServerOptions | undefined;
}

export interface ServerOptions {
  /** Of the API; else THROUGHLINE_API_URL, else http://127.0.0.1:4400. */
  readonly apiUrl?: string | undefined;
  /** Else THROUGHLINE_ADMIN_KEY. */
  readonly adminKey?: string | undefined;
  /** The templates that the journey names, as a publication has them. Else those of the stack, and small ones for what it lacks. */
  readonly templates?: readonly StoryTemplate[] | undefined;
}

export interface StoryTemplate {
  readonly id: string;
  /** Channel ▸ part ▸ source. */
  readonly content: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a customer consents to: a topic, a channel, or marketing as a whole. */
export type Consentable = Topic | Channel | 'marketing';

/** Traits; under `consents` what the customer has granted before the story begins, under `arms` the arms of their experiments. */
export interface StoryTraits {
  readonly [trait: string]: Json | readonly Consentable[] | StoryArms | undefined;
  readonly consents?: readonly Consentable[] | undefined;
  /**
   * The arms that they have: a split's step ▸ its variant; a decide step ▸ the candidate that is chosen if it may be; under "holdout" whether they are "held-out" or "treated". What is not
   * given is drawn.
   */
  readonly arms?: StoryArms | undefined;
}

export type StoryArms = { readonly [step: string]: string };

/**
 * A scenario of one journey: customers do things, time is skipped, and what came of it is looked at. It runs in memory on
 * the engine, the entry rules and the delivery guard of production, so what it shows is what would have happened; no
 * server, no waiting. Providers take every message unless `provider` says otherwise; templates are not rendered.
 *
 * With `on: 'server'` the same story is played on a running stack in test mode (THROUGHLINE_TEST_MODE): the journey is
 * published there, the customers are new ones, the workspace's clock stands still and moves only when the story skips. The
 * story sets the regimes of the workspace and empties its suppression list. One story at a time may use a stack. Providers
 * are the stack's own there, unless `provider` says otherwise.
 */
export interface Story {
  /** ISO 8601, in UTC. */
  now(): string;
  /**
   * A new customer with these traits; without any, known from the first thing they do. They have signed in, so that
   * they can open an inbox, unless `signedIn` is false. `push`: they allowed notifications in a browser.
   */
  customer(
    traits?: StoryTraits,
    options?: { readonly signedIn?: boolean | undefined; readonly push?: boolean | undefined },
  ): StoryCustomer;
  /** "3 days", "1 hour 30 minutes": all that falls due on the way happens, in order, for all customers. */
  skip(duration: string): Promise<void>;
  /**
   * What a channel's provider says from now on; "failed" is permanent. A receiver of webhooks is asked again until it answers:
   * on a server it can not be "unknown".
   */
  provider(channel: Channel, answer: Answer): Promise<void>;
  /**
   * What an endpoint answers to calls from now on: a status (200 unless said) and a body, or "no-answer", also after all
   * retries. Unless it is said, a story in memory answers with a sample of what the step declares, and a server asks the endpoint.
   */
  endpoint(name: string, reply: CallReply): Promise<void>;
}

export interface StoryAnswer {
  readonly question: string;
  readonly answer: string | number;
  readonly score?: number | undefined;
}

/** What an answer is worth: as said, or the number that it is. */
export function scoreOf(answer: string | number, score: number | undefined): { readonly score?: number } {
  const worth = score ?? (typeof answer === 'number' ? answer : undefined);
  return worth === undefined ? {} : { score: worth };
}

export interface StoryCustomer {
  readonly journey: JourneyDefinition;
  /** `at`: when it really happened, of an event that arrives late; written as `start` is. Now unless said. */
  does(event: SampleEvent, options?: { readonly at?: string | undefined }): Promise<void>;
  /** Somebody says that they enter: a call of the API unless `by` says otherwise. Of a journey with such an entry. */
  enters(data?: Properties, options?: { readonly by?: 'api' | 'hand' | undefined }): Promise<void>;
  /** Traits, learned or changed; null takes one away. */
  identify(traits: Properties): Promise<void>;
  /** Opens the message of a step that reached them last; the step itself, or its id. */
  opens(step: string | { readonly id: string }): Promise<void>;
  /** Follows a link in it, which opens it too. */
  clicks(step: string | { readonly id: string }, options?: { readonly url?: string | undefined }): Promise<void>;
  /**
   * Answers a question of the message of a step by a tap (`answer_url`), and it counts: in production the event comes ten
   * minutes after the first tap, when the answer does not change any more. A number is its own score.
   */
  answers(step: string | { readonly id: string }, answer: StoryAnswer): Promise<void>;
  /** The provider reports that the address of the message is dead; `soft`: that it is full or away for now. */
  bounces(step: string | { readonly id: string }, options?: { readonly soft?: boolean | undefined }): Promise<void>;
  /** They call it spam: nothing is sent to the address any more, and all marketing on its channel is withdrawn. */
  complains(step: string | { readonly id: string }): Promise<void>;
  grants(what: Consentable): Promise<void>;
  /** A topic: open runs about it end, and messages about it are blocked. A channel: all messages by it are. */
  withdraws(what: Consentable): Promise<void>;
  /** No marketing for so long: "30 days". Runs go on, and their messages are blocked. */
  pauses(duration: string): Promise<void>;
  /** Oldest first. */
  runs(): readonly StoryRun[];
  /** The messages that providers took, oldest first. */
  received(): readonly StoryMessage[];
  /** The run has ended that a `startJourney` with `wait` started: a story plays one journey. Of stories in memory only. */
  startedEnds(
    step: string | { readonly id: string },
    options?: { readonly reason?: string | undefined },
  ): Promise<void>;
  /** What people are asked to do for this customer by a task step (its id, or the step itself). */
  task(step: string | { readonly id: string }): StoryTaskHandle;
}

export interface StoryTaskHandle {
  /** Somebody answers the open task; "somebody" unless said. Throws where there is none, or no such choice. */
  answers(choice: string, options?: { readonly by?: string | undefined }): Promise<void>;
}

export interface StoryMessage {
  readonly step: string;
  readonly template: string;
  readonly channel: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
}

export interface StoryRun {
  readonly status: 'open' | 'ended';
  /** The exit's reason, or "completed". */
  readonly endReason: string | undefined;
  readonly key: string | null;
  /** "holdout" of a run in the books only, which has no steps. */
  readonly books: Books | undefined;
  /** The step it stands on; of several branches the one that came to its step first. Undefined when it has ended. */
  readonly standsOn: string | undefined;
  /** The steps of all branches and side paths. */
  readonly stands: readonly string[];
  readonly visits: readonly StoryVisit[];
  /** All messages, with those that were blocked, deferred or failed, and why. */
  readonly messages: readonly (StoryMessage & {
    readonly result: Message['result'];
    readonly rule: string | undefined;
    /** Of one that is deferred: when it is looked at again, ISO 8601 in UTC. */
    readonly until?: string | undefined;
  })[];
  readonly tasks: readonly StoryTask[];
  /** Undefined: the journey has no goal, or it was not reached. */
  readonly goal: { readonly event: string; readonly value: number | null; readonly at: string } | undefined;
}

/** What a person was asked, as it is now. */
export interface StoryTask {
  readonly step: string;
  /** Who is asked: one of the two. */
  readonly group: string | undefined;
  readonly person: string | undefined;
  readonly instruction: string;
  readonly state: 'open' | 'claimed' | 'answered' | 'overdue' | 'cancelled';
  readonly choice: string | undefined;
  readonly by: string | undefined;
  /** ISO 8601, in UTC; undefined: it did not happen. */
  readonly remindedAt: string | undefined;
  readonly escalatedAt: string | undefined;
}

export interface StoryVisit {
  readonly step: string;
  /** ISO 8601, in UTC. */
  readonly arrivedAt: string;
  readonly leftAt: string | undefined;
  /** The way out that was taken; undefined while it stands there, and where an exit took it away. */
  readonly path: string | undefined;
}

/** What every story begins with. */
export interface Beginning {
  readonly holdout: 'on' | 'off';
  readonly definition: JourneyDefinition;
  readonly start: number;
  readonly zone: string;
  /** The zone as the options give it: customers are born with it. */
  readonly ownZone: string | undefined;
  readonly regimes: Regimes;
  readonly limits: LimitSections;
  readonly segments: readonly SegmentDefinition[];
  readonly policies: readonly PolicyDefinition[];
  readonly offers?: readonly OfferDefinition[] | undefined;
}
