import type { Json } from '../../core/base/canonical-json.ts';
import type { Properties } from '../../core/condition/schema.ts';
import type { Regimes } from '../../core/customer/consent.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Job } from '../../core/journey/engine/run-state.ts';
import type { LimitSections } from '../../core/message/limits/facts.ts';
import type { Message, PlayedCustomer, Run, StoryInput } from '../run.ts';

/** What a provider says of every message: it took it, it never will, or nobody knows. */
export type Answer = 'accepted' | 'failed' | 'unknown';

/** What an endpoint answers in a story. */
export type CallReply = { readonly status?: number | undefined; readonly body?: Json | undefined } | 'no-answer';

/** What a job may use while a story plays it. */
export interface PlayedTurn {
  readonly definition: JourneyDefinition;
  readonly run: Run;
  /** Channel ▸ what its provider says; "accepted" where nothing is set. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Endpoint ▸ what it answers; a sample of what the step declares where nothing is set. */
  readonly replies: ReadonlyMap<string, CallReply>;
  readonly regimes: Regimes;
  /** The workspace's limits on messages. */
  readonly limits: LimitSections;
  /** Why nothing is sent to an address any more; undefined: it is not on the suppression list. */
  suppressionOf(channel: string, address: string): string | undefined;
  readonly now: number;
  /** Events and traits that a job makes, as intake would take them: this run may react to them, too. */
  /** Gives the depth of the event: how many runs in a row led to it. */
  track(customer: PlayedCustomer, name: string, properties: Properties): number;
  identify(customer: PlayedCustomer, traits: Properties): void;
  /** Lets the customer enter another journey. `awaitingVisit`: waits for the end of that run. Gives the answer of the job. */
  startJourney(journey: string, properties: Properties, awaitingVisit: number | undefined): string;
}

export interface JobResult {
  readonly message?: Message;
  readonly input?: StoryInput;
}

/** A kind of job in stories: the counterpart of its file in activities/jobs, with the same name and mode. */
export type PlayedJob =
  | {
      readonly kind: string;
      readonly mode: 'queued' | 'inline';
      perform(turn: PlayedTurn, job: Job): JobResult;
    }
  /** Settled by the story itself, with an input. */
  | {
      readonly kind: string;
      readonly mode: 'external';
      /** After each turn that leaves the job open, the one that requests it included. */
      visit(turn: PlayedTurn, job: Job): void;
      /** The run waits for it no longer, and it is not settled. */
      withdraw(turn: PlayedTurn, job: Job): void;
    };
