import type { Engagement } from '../../condition/engagement.ts';
import type { CustomerHistory } from '../../condition/history/history.ts';
import type { Properties } from '../../condition/schema.ts';
import type { DecisionRecord } from '../../decision/record.ts';
import type { DrawFacts, DrawnArm } from '../arms.ts';
import type { Books } from '../books.ts';
import type { StepId } from '../definition/index.ts';
import type { Move } from '../migration/step-map.ts';
import type { DecisionFacts } from './decision-facts.ts';
import type { Job, RunState, Visit } from './run-state.ts';

/**
 * What goes into a turn of the engine and what comes out; the inputs themselves are in inputs/. Times are epoch
 * milliseconds. `seq` is the input's place in the run's list (1 is the entry, no gaps); the engine orders by nothing else.
 */
export interface EventFact {
  /** Our own uuid, never the client's messageId. */
  readonly id: string;
  readonly name: string;
  readonly properties: Properties;
  /** The event's own time, as its sender says. */
  readonly timestamp: number;
  /** By the clock of a browser or device, which may be wrong by minutes. */
  readonly byDevice?: boolean | undefined;
  /** When intake took it: what "in time" means for waits. */
  readonly acceptedAt: number;
}

/** An event that was handed to an open run. */
export interface EventInput {
  readonly seq: number;
  readonly kind: 'event';
  readonly event: EventFact;
}

/** What the engine must know besides the state, loaded by the shell under the customer's and the run's lock. */
export interface Facts {
  readonly journeyRunId: string;
  readonly customer: { readonly traits: Properties };
  readonly entry: EventFact;
  /** How far the latest message of each send step has come; a step that is not in it has sent nothing. */
  readonly engagement: ReadonlyMap<StepId, Engagement>;
  readonly key: string | null;
  /** The customer's IANA time zone: what a day is. */
  readonly timeZone: string;
  /** Event inputs consumed by earlier turns with seq > lookBackFrom(state), in order. */
  readonly lookBack: readonly EventInput[];
  /** What its conditions look back to, up to this turn's now; undefined: none does. */
  readonly history?: CustomerHistory | undefined;
  /** Visits whose job may have begun (a claim is held or a provider was called): these can't be taken back. */
  readonly begunJobs: ReadonlySet<number>;
  /** Its journey is paused: exits and goals act, and no token goes on. */
  readonly isPaused?: boolean | undefined;
  /** It is an observed run, and its observation has ended: it never becomes a live one. */
  readonly isObservationOver?: boolean | undefined;
  /** Set of a run in the books only. */
  readonly books?: Books | undefined;
  /** What chances and arms are drawn from; there for a definition that draws (draws.ts). */
  readonly draws?: DrawFacts | undefined;
  /** Policies and what speaks against their candidates; there for a definition that decides. */
  readonly decisions?: DecisionFacts | undefined;
}

/** A decision that a turn made at a visit. */
export interface TurnDecision {
  readonly visit: number;
  readonly step: StepId;
  readonly record: DecisionRecord;
}

export interface BlockedJob {
  readonly job: Job;
  readonly rule: string;
}

/** What a turn says. `runTurn` of the activities module stores it and reports to the loop. */
export interface TurnOutcome {
  readonly state: RunState;
  /** How many of the inputs it took: all, unless it is to move before the others. */
  readonly taken: number;
  /** The run goes to another version now: the caller moves it (move.ts), and takes what is left under that one. */
  readonly moves?: Move | undefined;
  /** Visits opened, changed or closed in this turn, each as it now is. */
  readonly visits: readonly Visit[];
  /** Jobs that a rule blocked when their step was reached: never open, and settled already. */
  readonly blocked: readonly BlockedJob[];
  /** Arms that were drawn in this turn, to be kept. */
  readonly drawn: readonly DrawnArm[];
  /** Decisions of this turn, to be recorded. */
  readonly decisions: readonly TurnDecision[];
  /**
   * When the run must be looked at again without any input; undefined: never. Never before `now`. Jobs that may be
   * performed now (`openJobs`) don't count: their results are inputs. `now` itself after a turn with inputs
   * means: time is up for something, look again with none.
   */
  readonly wakeAt: number | undefined;
  /** When a condition that acts by itself changes though nothing happens. It counts in `wakeAt`. */
  readonly levelChangesAt: number | undefined;
  /** Set when the run is over: no token and no open job is left. */
  readonly finished: { readonly reason: string } | undefined;
  /** For people, step titles and event names only: "waiting for Order Completed until 2026-03-02 20:10 UTC". */
  readonly label: string;
}
