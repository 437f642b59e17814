import type { Properties } from '../condition/condition.ts';
import type { JobOutcome, RunState, Visit } from './run-state.ts';

/**
 * What goes into a turn of the engine and what comes out. Times are epoch milliseconds. `seq` is the input's place in
 * the run's list (1 is the entry, no gaps); the engine orders by nothing else.
 */
export interface EventFact {
  /** Our own uuid, never the client's messageId. */
  readonly id: string;
  readonly name: string;
  readonly properties: Properties;
  /** The event's own time, as its sender says. */
  readonly timestamp: number;
  /** When intake took it: what "in time" means for waits. */
  readonly acceptedAt: number;
}

export type Input =
  | { readonly seq: number; readonly kind: 'entry'; readonly event: EventFact }
  | EventInput
  | { readonly seq: number; readonly kind: 'job-settled'; readonly visit: number; readonly outcome: JobOutcome }
  | {
      readonly seq: number;
      readonly kind: 'job-deferred';
      readonly visit: number;
      readonly until: number;
      readonly rule: string;
    }
  | { readonly seq: number; readonly kind: 'operator-exit'; readonly reason: string };

export interface EventInput {
  readonly seq: number;
  readonly kind: 'event';
  readonly event: EventFact;
}

/** What the engine must know besides the state, loaded by the shell under the customer's and the run's lock. */
export interface Facts {
  readonly customer: { readonly traits: Properties };
  readonly entry: EventFact;
  readonly key: string | null;
  /** The customer's IANA time zone: what a day is. */
  readonly timeZone: string;
  /** Event inputs consumed by earlier turns with seq > viewFrom(state), in order. */
  readonly view: readonly EventInput[];
  /** Visits whose job may have begun (a claim is held or a provider was called): these can't be taken back. */
  readonly begunJobs: ReadonlySet<number>;
}

/** What a turn says. `advance` of the activities room stores it and tells the loop the level. */
export interface TurnOutcome {
  readonly state: RunState;
  /** Visits opened, changed or closed in this turn, each as it now is. */
  readonly visits: readonly Visit[];
  /**
   * When the run must be looked at again without any input; undefined: never. Never before `now`. Jobs that may be
   * performed now (`openJobs`) don't count, whoever performs them brings an input. `now` itself after a turn with inputs
   * means: time is up for something, look again with none.
   */
  readonly wakeAt: number | undefined;
  /** Set when the run is over: no token stands and no job is open. */
  readonly finished: { readonly reason: string } | undefined;
  /** In words for people, step titles and event names only: "waiting for Order Completed until 2026-03-02 20:10 UTC". */
  readonly label: string;
}
