import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { Logger } from 'pino';
import { coerceError } from '../base/failure.ts';
import type { Database } from '../store/database.ts';
import { forgetRings, type Lane, postponeRings, type TakenRing, takeRings } from '../store/dispatch.ts';
import { codeOf } from '../store/failures.ts';
import {
  doorbellName,
  journeyRunType,
  liveTaskQueue,
  type RunArguments,
  searchAttributes,
} from '../workflows/contract.ts';

/**
 * Takes rings off the dispatch list and tells Temporal: a run that was started before is signalled, one that was not is
 * started; where the guess is wrong (a start meets a running workflow, a signal meets none) the other is done.
 *   IDLE ─hint or 250 ms─▶ TAKING ─rows─▶ TELLING ─told─▶ TAKING;  ─none─▶ IDLE;  ─Temporal away─▶ pause, IDLE
 * Rows that can't be told go back with a pause; rows of a dispatcher that died come back when their lease ends.
 * Starts are eager: the client shares the worker's connection, so the first turn needs no way through a task queue. An
 * eager share of 0 means that something took this away (12 or fewer workflow-task slots do), so it is counted.
 */
export interface DispatcherOptions {
  readonly database: Database;
  readonly client: Client;
  readonly lane: Lane;
  readonly logger: Logger;
  /** Runs told at the same time. */
  readonly concurrency?: number | undefined;
  readonly leaseMs?: number | undefined;
  readonly pollMs?: number | undefined;
}

export interface Dispatcher {
  /** There may be something new. */
  hint(): void;
  readonly counts: Readonly<DispatchCounts>;
  stop(): Promise<void>;
}

interface DispatchCounts {
  started: number;
  startedEagerly: number;
  signalled: number;
  failed: number;
}

const BATCH = 200;
const AWAY_MS = 1_000;
/** After so many starts, one of them should have been eager. */
const EAGER_LOOK = 100;

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, client, lane, logger, concurrency = 32, leaseMs = 15_000, pollMs = 250 } = options;
  const counts: DispatchCounts = { started: 0, startedEagerly: 0, signalled: 0, failed: 0 };
  let wake: () => void = () => {};
  let hinted = false;
  let stopping = false;

  async function idle(milliseconds: number): Promise<void> {
    if (hinted || stopping) return;
    const cancel = new AbortController();
    await Promise.race([
      pause(milliseconds, undefined, { signal: cancel.signal }).catch(() => {}),
      new Promise<void>((resolve) => (wake = resolve)),
    ]);
    cancel.abort();
  }

  async function run(): Promise<void> {
    while (!stopping) {
      hinted = false;
      try {
        const taken = await takeRings(database, { limit: BATCH, leaseMs, lane });
        const untold = await tell(taken);
        if (untold > 0) await pause(AWAY_MS);
        else if (taken.length < BATCH) await idle(pollMs);
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the dispatch list can not be read');
        await pause(AWAY_MS);
      }
    }
  }

  /** Tells all of them, a few at a time; gives how many could not be told. */
  async function tell(taken: readonly TakenRing[]): Promise<number> {
    const queue = [...taken];
    const told: TakenRing[] = [];
    const untold: TakenRing[] = [];
    async function work(): Promise<void> {
      for (let ring = queue.shift(); ring; ring = queue.shift()) {
        // Once Temporal is away, the rest of the batch need not find out one by one.
        if (untold.length > 0) {
          untold.push(ring);
          continue;
        }
        try {
          await tellTemporal(ring);
          told.push(ring);
        } catch (error) {
          counts.failed += 1;
          untold.push(ring);
          logger.warn(
            { journeyRunId: ring.journeyRunId, code: codeOf(error), error: coerceError(error).name },
            'Temporal can not be told',
          );
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, taken.length) }, work));
    await forgetRings(database, told);
    await postponeRings(database, untold, AWAY_MS);
    return untold.length;
  }

  async function tellTemporal(ring: TakenRing): Promise<void> {
    try {
      await (ring.started ? signal(ring) : start(ring));
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) await signal(ring);
      else if (error instanceof WorkflowNotFoundError) await start(ring);
      else throw error;
    }
  }

  async function start(ring: TakenRing): Promise<void> {
    const handle = await client.workflow.start<(argument: RunArguments) => Promise<void>>(journeyRunType, {
      workflowId: workflowIdOf(ring),
      taskQueue: liveTaskQueue,
      args: [{ journeyRunId: ring.journeyRunId }],
      // PostgreSQL says which runs are open, not Temporal's retention.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      // Not USE_EXISTING: that hides that nothing was started, and a start that meets a running workflow rings nothing.
      workflowIdConflictPolicy: 'FAIL',
      requestEagerStart: true,
      workflowTaskTimeout: '5s',
      staticSummary: `${ring.journeyId} v${ring.version}`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: keys.workspace, value: ring.workspace },
        { key: keys.customer, value: ring.customerId },
        { key: keys.journey, value: ring.journeyId },
        { key: keys.version, value: `v${ring.version}` },
      ]),
    });
    counts.started += 1;
    if (handle.eagerlyStarted) counts.startedEagerly += 1;
    if (counts.started === EAGER_LOOK && counts.startedEagerly === 0) {
      logger.warn(
        { started: counts.started },
        'no run was started eagerly: has the worker too few workflow-task slots?',
      );
    }
  }

  async function signal(ring: TakenRing): Promise<void> {
    await client.workflow.getHandle(workflowIdOf(ring)).signal(doorbellName, ring.label);
    counts.signalled += 1;
  }

  const running = run();
  return {
    hint() {
      hinted = true;
      wake();
    },
    counts,
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}

const keys = {
  workspace: defineSearchAttributeKey(searchAttributes.workspace, 'KEYWORD'),
  customer: defineSearchAttributeKey(searchAttributes.customer, 'KEYWORD'),
  journey: defineSearchAttributeKey(searchAttributes.journey, 'KEYWORD'),
  version: defineSearchAttributeKey(searchAttributes.version, 'KEYWORD'),
};

export function workflowIdOf({ journeyId, journeyRunId }: Pick<TakenRing, 'journeyId' | 'journeyRunId'>): string {
  return `${journeyId}/${journeyRunId}`;
}
