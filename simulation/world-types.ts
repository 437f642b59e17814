import type { Properties } from '../core/condition/schema.ts';
import type { ConsentSubject, Regimes } from '../core/customer/consent.ts';
import type { LivePolicy } from '../core/decision/choose.ts';
import type { JourneyDefinition } from '../core/journey/definition/index.ts';
import type { TurnDecision } from '../core/journey/engine/turn.ts';
import type { LimitSections } from '../core/message/limits/facts.ts';
import type { SegmentDefinition } from '../core/segment/definition.ts';
import type { Answer, CallReply } from './jobs/played-job.ts';
import type { Message, PlayedCustomer, PlayedEvent, Run } from './run.ts';

/**
 * Journeys, their customers and a clock, in memory: what intake, turns and delivery do with PostgreSQL and Temporal,
 * by the same pure rules. Nothing takes time here but the clock, which moves only when told: what an event sets off
 * (turns, messages, their outcomes) is over before the next thing happens.
 */
export interface World {
  now(): number;
  /** Somebody with traits that no event has told; known from their first event on. */
  addCustomer(
    traits: Properties,
    identities: PlayedCustomer['identities'],
    arms?: PlayedCustomer['arms'],
  ): PlayedCustomer;
  identify(customer: PlayedCustomer, traits: Properties): void;
  /** `timestamp`: when it happened, by its sender's clock. */
  track(customer: PlayedCustomer, name: string, properties: Properties, timestamp: number): void;
  /** Somebody says that the customer enters, with this payload; the first journey unless said. */
  enter(customer: PlayedCustomer, by: 'api' | 'hand', properties: Properties, journey?: string): void;
  /** What comes back about the message of a visit, as tracking or a provider would report it. */
  feedback(
    customer: PlayedCustomer,
    run: Run,
    visit: number,
    sign: Sign,
    more?: {
      readonly url?: string | undefined;
      readonly bounce?: 'hard' | 'soft' | undefined;
      /** Of Survey Answered: question, answer and score. */
      readonly answer?: Properties | undefined;
    },
  ): void;
  /** The first moment, by this one at the latest, at which something is due by itself. */
  nextAt(moment: number): number | undefined;
  /** Moves the clock, and stops at each moment on the way at which a run is due, that of arrival included. */
  skipTo(moment: number): void;
  /** Takes in a run that began elsewhere, as it is stored, and lets it go on from there. */
  resume(run: Run): void;
  /** What the provider of a channel says from now on. */
  answer(channel: string, answer: Answer): void;
  /** What an endpoint answers to calls from now on. */
  reply(endpoint: string, reply: CallReply): void;
  /** Somebody answers the open task of this step; false: the customer has none. */
  answerTask(customer: PlayedCustomer, step: string, choice: string, by: string): boolean;
  /** The run has ended that this step of an open run started and waits for; false: none waits there. */
  endStarted(customer: PlayedCustomer, step: string, reason: string): boolean;
  /** The customer grants or withdraws consent, or withdraws it until a moment. */
  state(customer: PlayedCustomer, subject: ConsentSubject, said: Said): void;
}

/** What comes back about a message. */
export type Sign = 'Message Opened' | 'Message Clicked' | 'Message Bounced' | 'Message Complained' | 'Survey Answered';

export interface Said {
  readonly state: 'granted' | 'withdrawn';
  readonly expiresAt?: number | undefined;
}

/** Of the workspace: which consent is needed for what, what limits messages, and what chances are drawn from. */
export interface WorldSettings {
  readonly regimes: Regimes;
  readonly limits: LimitSections;
  readonly segments?: readonly SegmentDefinition[] | undefined;
  /** Those that decide steps name, with what was learned where it is known. */
  readonly policies?: readonly LivePolicy[] | undefined;
  readonly seed?: string | undefined;
  /** Of a thousand customers so many are in the global control. */
  readonly globalControlPerMille?: number | undefined;
  /** A policy with what it has learned by this moment; undefined: as it is among `policies`. */
  readonly policyAt?: ((policy: string, now: number) => LivePolicy | undefined) | undefined;
  /** Is told what happens, as it does. */
  readonly watch?: WorldWatch | undefined;
  /** Of the ids of customers and runs, where a world is one of several. */
  readonly prefix?: string | undefined;
}

export interface WorldWatch {
  /** A message was sent, deferred, blocked or refused. */
  message(run: Run, visit: number, message: Message, now: number): void;
  decision?(run: Run, decision: TurnDecision, now: number): void;
  /** An event was accepted, whoever made it. */
  happened?(customer: PlayedCustomer, event: PlayedEvent): void;
  /** A person is asked to do something. */
  task?(run: Run, step: string, now: number): void;
  /** An event whose name enters the journey has let nobody in. */
  notEntered?(definition: JourneyDefinition, why: string): void;
}
