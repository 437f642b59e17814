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
 *   IDLE ─hint or 250 ms─▶ TAKING ─fewer rows than places─▶ IDLE;  ─as many─▶ FULL ─half the places free─▶ TAKING
 *   a row: taken ─told─▶ forgotten;  ─can't be told─▶ back with a pause (nothing is taken then, if no other got through)
 * Each row that is told has a place of its own, so a call that is slow holds up nobody behind it; told rows are forgotten
 * together while the statement before is under way. (Rejected: rounds of 200, of which the slowest call was waited for:
 * then at 20 events a second each slow start delayed all that came meanwhile.) Rows of a dispatcher that died come back
 * when their lease ends.
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

const AWAY_MS = 1_000;
/** After so many starts, one of them should have been eager. */
const EAGER_LOOK = 100;

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, client, lane, logger, concurrency = 32, leaseMs = 15_000, pollMs = 250 } = options;
  const counts: DispatchCounts = { started: 0, startedEagerly: 0, signalled: 0, failed: 0 };
  let wake: () => void = () => {};
  let hinted = false;
  let stopping = false;
  const underWay = new Set<Promise<void>>();
  let told: TakenRing[] = [];
  let forgetting: Promise<void> | undefined;
  let awayUntil = 0;

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
      while (underWay.size > concurrency / 2) await Promise.race(underWay);
      if (awayUntil > performance.now()) await pause(awayUntil - performance.now());
      hinted = false;
      const places = concurrency - underWay.size;
      try {
        const taken = await takeRings(database, { limit: places, leaseMs, lane });
        for (const ring of taken) {
          const telling = tell(ring).finally(() => underWay.delete(telling));
          underWay.add(telling);
        }
        if (taken.length < places) await idle(pollMs);
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the dispatch list can not be read');
        await pause(AWAY_MS);
      }
    }
    await Promise.all(underWay);
    await forgetting;
  }

  /** Never rejects: a row whose outcome can't be written comes back when its lease ends, and an empty turn is no harm. */
  async function tell(ring: TakenRing): Promise<void> {
    const before = counts.started + counts.signalled;
    try {
      await tellTemporal(ring);
      told.push(ring);
      forgetting ??= forgetTold();
    } catch (error) {
      counts.failed += 1;
      const isAway = counts.started + counts.signalled === before; // nobody else got through either
      if (isAway) awayUntil = performance.now() + AWAY_MS;
      const { journeyRunId } = ring;
      logger.warn({ journeyRunId, code: codeOf(error), error: coerceError(error).name }, 'Temporal can not be told');
      await postponeRings(database, [ring], AWAY_MS).catch(unwritten);
    }
  }

  async function forgetTold(): Promise<void> {
    while (told.length > 0) {
      const batch = told;
      told = [];
      await forgetRings(database, batch).catch(unwritten);
    }
    forgetting = undefined; // in the same breath as the look above: whoever is told next begins anew
  }

  function unwritten(error: unknown): void {
    logger.warn({ code: codeOf(error) }, 'the dispatch list can not be written');
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
