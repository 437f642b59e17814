import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { Logger } from 'pino';
import { coerceError } from '../core/base/failure.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { findUnturned, type Lane, postponeRing, type TakenRing, takeRings } from '../store/outbox/outbox.ts';
import { journeyRunType, liveTaskQueue, type RunArguments, searchAttributes, wakeName } from '../workflows/contract.ts';

/**
 * Takes rings off the top of the dispatch list and tells Temporal: a run that was started before is signalled, one that was
 * not is started; where the guess is wrong (a start meets a running workflow, a signal meets none) the other is done.
 *   IDLE ─hint or 250 ms─▶ TAKING ─fewer rows than places─▶ IDLE;  ─as many, or no place─▶ FULL ─20 ms─▶ TAKING
 *   a place: free ─row taken─▶ telling ─told─▶ awaiting the turn ─off the list, or 3 s─▶ free;  ─can't be told─▶ free
 * A row that can't be told goes back with a pause, and nothing is taken then, if no other got through.
 *
 * Places are what keeps a burst in PostgreSQL, where it waits for free and in order. Told all at once, thousands of runs
 * wait inside Temporal: there a start overtakes the runs under way, a task that no worker takes within a second loses
 * its worker's cache, and the sweeper took waiting runs for lost ones, so that a burst of 12,000 entries caused turns twice.
 * A place is held for 3 s at most, and only by a run that is told for the first time: runs that can't move hold up the
 * others once, ten a second. (Rejected: rounds of 200, of which the slowest call was waited for; taking a row off as soon
 * as Temporal is told.)
 *
 * Rows of a dispatcher that died come back when their lease ends.
 * Starts are eager: the client shares the worker's connection, so the first turn needs no way through a task queue. An
 * eager share of 0 means that something took this away (12 or fewer workflow-task slots do), so it is counted.
 */
export interface DispatcherOptions {
  readonly database: Database;
  readonly client: Client;
  readonly lane: Lane;
  readonly logger: Logger;
  /** Runs that are being told or have been told, and whose turn is still to come. */
  readonly places?: number | undefined;
  /** How long a run that was told may hold its place. */
  readonly patienceMs?: number | undefined;
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
const FULL_MS = 20;
/** After so many starts, one of them should have been eager. */
const EAGER_LOOK = 100;

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, client, lane, logger, places = 32, patienceMs = 3_000, leaseMs = 15_000, pollMs = 250 } = options;
  const counts: DispatchCounts = { started: 0, startedEagerly: 0, signalled: 0, failed: 0 };
  let wake: () => void = () => {};
  let hinted = false;
  let stopping = false;
  const telling = new Set<Promise<void>>();
  /** Rings that were told, by their runs, and until when their places are held. */
  const awaited = new Map<string, TakenRing & { readonly until: number }>();
  let awayUntil = 0;
  const free = () => places - telling.size - awaited.size;

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
      if (awayUntil > performance.now()) await pause(awayUntil - performance.now());
      hinted = false;
      try {
        if (free() <= places / 2) await freePlaces();
        const room = Math.max(0, free());
        const taken = room === 0 ? [] : await takeRings(database, { limit: room, leaseMs, lane });
        for (const ring of taken) {
          const told = tell(ring).finally(() => telling.delete(told));
          telling.add(told);
        }
        if (taken.length < room) await idle(pollMs);
        else await pause(FULL_MS);
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the dispatch list can not be read');
        await pause(AWAY_MS);
      }
    }
    await Promise.all(telling);
  }

  /** Looked at only when places become few: most turns are taken long before. */
  async function freePlaces(): Promise<void> {
    const now = performance.now();
    const asked = [...awaited.values()];
    const unturned = await findUnturned(database, asked);
    for (const { journeyRunId, until } of asked) {
      if (!unturned.has(journeyRunId) || until < now) awaited.delete(journeyRunId);
    }
  }

  /** Never rejects: a row whose outcome can't be written comes back when its lease ends, and an empty turn is no harm. */
  async function tell(ring: TakenRing): Promise<void> {
    const { journeyRunId, tellings } = ring;
    const before = counts.started + counts.signalled;
    awaited.delete(journeyRunId); // rung again: the place is that of this telling
    try {
      await tellTemporal(ring);
      if (tellings === 1) awaited.set(journeyRunId, { ...ring, until: performance.now() + patienceMs });
    } catch (error) {
      counts.failed += 1;
      const isAway = counts.started + counts.signalled === before; // nobody else got through either
      if (isAway) awayUntil = performance.now() + AWAY_MS;
      logger.warn({ journeyRunId, code: codeOf(error), error: coerceError(error).name }, 'Temporal can not be told');
      await postponeRing(database, ring, AWAY_MS).catch((unwritten: unknown) =>
        logger.warn({ code: codeOf(unwritten) }, 'the dispatch list can not be written'),
      );
    }
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
    await client.workflow.getHandle(workflowIdOf(ring)).signal(wakeName, ring.label);
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
