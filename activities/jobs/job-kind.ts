import type { Logger } from 'pino';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Job } from '../../core/journey/engine/run-state.ts';
import type { DeliverDependencies } from '../../services/delivery/deliver.ts';

export interface JobDependencies extends DeliverDependencies {
  readonly logger: Logger;
}

/** A run's visit: the key of its job, for ever. */
export interface JobKey {
  readonly journeyRunId: string;
  readonly visit: number;
  /** Of a kind that delivers messages. */
  readonly messageId?: string | undefined;
}

/**
 * A kind of job is one object that carries all of its behaviour; the registry is index.ts. It is an activity under its
 * own name, and a step requests it by that name.
 */
export interface JobKind {
  readonly kind: string;
  /**
   * queued: an activity on a task queue, by the loop. (inline, in the turn itself, and external, settled by a person, join
   * with the first kind that needs them.)
   */
  readonly mode: 'queued';
  /** What one attempt may take, in milliseconds. */
  readonly startToCloseMs: number;
  /** A worker that is silent for so many milliseconds counts as dead. */
  readonly heartbeatMs: number;
  /** The task queues that a worker with these dependencies serves. */
  taskQueues(dependencies: JobDependencies): readonly string[];
  /** Where an open job waits, and what it is in words without values of the customer. */
  route(definition: JourneyDefinition, job: Job): { readonly taskQueue: string; readonly summary: string };
  /** Of a kind that delivers messages: what is known of the message when the job is requested. The turn makes its row and id. */
  message?(definition: JourneyDefinition, job: Job): { readonly channel: string; readonly templateId: string };
  /**
   * One attempt. May be called twice, late, or when the job is settled. Resolves when there is nothing more to do for now;
   * throws a TemporaryFailure for another attempt, a PermanentFailure when the run is stuck on it.
   */
  perform(dependencies: JobDependencies, key: JobKey, workflowNow: number): Promise<void>;
}
