import type { Logger } from 'pino';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Job, JobOutcome, RunState } from '../../core/journey/engine/run-state.ts';
import type { EventFact } from '../../core/journey/engine/turn.ts';
import type { CallDependencies } from '../../services/delivery/calls/perform-call.ts';
import type { Begun } from '../../services/delivery/sending/inline-attempt.ts';
import type { InlinePlace, QueuedBecause } from '../../services/delivery/sending/inline-lane.ts';
import type { Customer } from '../../store/customers/customers.ts';
import type { Database, Load, Transaction } from '../../store/database/database.ts';
import type { NewMessage } from '../../store/messages/request-messages.ts';
import type { LockedRun } from '../../store/runs/runs.ts';

export interface JobDependencies extends CallDependencies {
  readonly logger: Logger;
  /** Hears why a first attempt was left to its queue, for counting. */
  readonly leftToQueue?: ((because: QueuedBecause) => void) | undefined;
}

/** A run's visit: the key of its job, forever. */
export interface JobKey {
  readonly journeyRunId: string;
  readonly visit: number;
  /** Of a kind that delivers messages. */
  readonly messageId?: string | undefined;
}

/** What a job that is done or stored in the turn's own transaction may use. The customer's and the run's lock are held. */
export interface JobContext {
  readonly database: Database;
  readonly trx: Transaction;
  readonly load: Load;
  readonly definition: JourneyDefinition;
  readonly run: LockedRun;
  /** As they are at this moment of the turn: a job before this one may have changed them. */
  readonly customer: Customer;
  /** The event by which the run began. */
  readonly entry: EventFact;
  readonly now: number;
}

/**
 * A kind of job is one object that carries all of its behaviour; the registry is index.ts. A step requests it by its name.
 * Its mode says who does the work:
 *   queued    an activity under the same name, on a task queue, which the loop calls and which appends the outcome; of
 *             some kinds the turn itself may make the first attempt (`beginInline`)
 *   inline    the turn that requests it, in its own transaction; the outcome is an input of the same turn
 *   external  a person or another program; the run waits until somebody appends `job-settled` for the visit
 * `observe` says what stands for it in an observed run, where nothing may act outside: an outcome, by the turn's transaction
 * alone; "as-usual" where the work itself sees to that; "waits" where nobody is asked, and the step goes on by its own time.
 * An exit, or a way out that the step takes meanwhile, drops a job that has not begun, in every mode.
 */
export type JobKind = QueuedJobKind | InlineJobKind | ExternalJobKind;

type Observe = (context: JobContext, job: Job) => Promise<JobOutcome>;

export interface QueuedJobKind {
  readonly kind: string;
  readonly mode: 'queued';
  readonly observe: Observe | 'as-usual';
  /** What one attempt may take, in milliseconds. */
  readonly startToCloseMs: number;
  /** A worker that is silent for so many milliseconds counts as dead. */
  readonly heartbeatMs: number;
  /** The task queues that a worker with these dependencies serves. */
  taskQueues(dependencies: JobDependencies): readonly string[];
  /** Where an open job waits, and what it is in words without values of the customer. */
  route(
    definition: JourneyDefinition,
    job: Job,
    state: RunState,
  ): { readonly taskQueue: string; readonly summary: string };
  /** Of a kind that delivers messages: what is known of the message when the job is requested. The turn makes its row and id. */
  message?(
    definition: JourneyDefinition,
    job: Job,
    state: RunState,
  ): Pick<NewMessage, 'channel' | 'templateId' | 'topic' | 'priority' | 'countsInCaps' | 'decisionVisit'>;
  /**
   * One attempt. May be called twice, late, or when the job is settled. Resolves when there is nothing more to do for now;
   * throws a TemporaryFailure for another attempt, a PermanentFailure when the run is stuck on it.
   */
  perform(dependencies: JobDependencies, key: JobKey, workflowNow: number): Promise<void>;
  /**
   * Of a kind whose first attempt a turn may make by itself: takes the right to it, in the turn's own transaction. The turn
   * is stored; what this appends to the run's inputs is taken by another one in the same transaction.
   */
  beginInline?(dependencies: JobDependencies, turn: InlineTurn, job: Job): Promise<Begun>;
}

/** A turn that is stored and not committed yet. The customer's and the run's lock are held. */
export interface InlineTurn {
  readonly trx: Transaction;
  readonly definition: JourneyDefinition;
  /** As the turn left it. */
  readonly run: LockedRun;
  readonly state: RunState;
  readonly customer: Customer;
  readonly workflowNow: number;
  readonly messageId: string;
  readonly place: InlinePlace;
}

export interface InlineJobKind {
  readonly kind: string;
  readonly mode: 'inline';
  readonly observe: Observe;
  /**
   * Does the work by this transaction alone and gives the outcome; a failure fails the turn. Jobs of one turn are performed
   * in the order of their visits, after all of its inputs. What this appends to the run's inputs is taken in the same turn.
   */
  perform(context: JobContext, job: Job): Promise<JobOutcome>;
}

export interface ExternalJobKind {
  readonly kind: string;
  readonly mode: 'external';
  readonly observe: Observe | 'waits';
  /** Stores what is asked for, in the turn that requests it and left this state; called once a visit. */
  open(context: JobContext, job: Job, after: RunState): Promise<void>;
  /**
   * In each later turn of a run that still waits for it: what falls due meanwhile. The step's `until` brings the turns. True:
   * it did something, and the next due moment is a later one.
   */
  revisit?(context: JobContext, job: Job): Promise<boolean>;
  /** The run no longer waits for it: takes back what `open` stored. Called once at most, and not for a job that is settled. */
  withdraw(context: JobContext, job: Job): Promise<void>;
}
