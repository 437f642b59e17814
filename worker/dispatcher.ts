import { setTimeout as pause } from 'node:timers/promises';
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { Logger } from 'pino';
import { coerceError } from '../core/base/failure.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { findUnturned, type Lane, type LeasedEntry, leaseEntries, postponeEntry } from '../store/outbox/outbox.ts';
import { journeyRunType, liveTaskQueue, type RunArguments, searchAttributes, wakeName } from '../workflows/contract.ts';

/**
 * Leases rows of the outbox and notifies Temporal: a run that was started before is signalled, another one is started. Where
 * that guess is wrong (a start meets a running workflow, a signal meets none) the dispatcher does the other.
 *   IDLE      hint, or 250 ms           ▶ LEASING
 *   LEASING   fewer rows than slots     ▶ IDLE
 *   LEASING   as many, or no free slot  ▶ FULL
 *   FULL      20 ms                     ▶ LEASING
 * A slot:
 *   free       row leased               ▶ notifying
 *   notifying  Temporal was notified    ▶ awaiting the turn
 *   notifying  Temporal failed          ▶ free (the row returns after a pause; nothing is leased meanwhile if no other got through)
 *   awaiting   row removed, or 3 s      ▶ free
 *
 * The in-flight limit (slots) keeps a burst in PostgreSQL, where it waits in order and costs nothing. Without it, thousands
 * of runs wait inside Temporal. There a start overtakes the runs under way, and a task that no worker takes within a second
 * loses its worker's cache. The sweeper took such waiting runs for lost ones: a burst of 12,000 entries caused turns twice.
 * A run holds its slot for 3 s at most, and only at its first attempt: runs that can't move delay the others once, ten a
 * second. (Rejected: rounds of 200, each as slow as its slowest call; removing a row as soon as Temporal is notified.)
 *
 * The rows of a dispatcher that died return when their lease ends.
 * Starts are eager: the client shares the worker's connection, so the first turn skips the task queue. An eager share of 0
 * means that something prevents it (12 or fewer workflow-task slots do), so it is counted.
 */
export interface DispatcherOptions {
  readonly database: Database;
  readonly client: Client;
  readonly lane: Lane;
  readonly logger: Logger;
  /** In-flight limit: runs that are being notified, or were notified and have had no turn yet. */
  readonly slots?: number | undefined;
  /** How long a notified run may hold its slot. */
  readonly turnTimeoutMs?: number | undefined;
  readonly leaseMs?: number | undefined;
  readonly pollMs?: number | undefined;
}

export interface Dispatcher {
  /** There may be something new. */
  hint(): void;
  readonly counts: Readonly<DispatcherCounts>;
  stop(): Promise<void>;
}

interface DispatcherCounts {
  started: number;
  startedEagerly: number;
  signalled: number;
  failed: number;
}

const UNAVAILABLE_MS = 1_000;
const FULL_MS = 20;
/** After so many starts, one of them should have been eager. */
const EAGER_CHECK = 100;

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, client, lane, logger, slots = 32, turnTimeoutMs = 3_000, leaseMs = 15_000, pollMs = 250 } = options;
  const counts: DispatcherCounts = { started: 0, startedEagerly: 0, signalled: 0, failed: 0 };
  let wake: () => void = () => {};
  let hinted = false;
  let stopping = false;
  const notifying = new Set<Promise<void>>();
  /** Notified entries by their runs, and until when they hold their slots. */
  const awaited = new Map<string, LeasedEntry & { readonly until: number }>();
  let unavailableUntil = 0;
  const freeSlots = () => Math.max(0, slots - notifying.size - awaited.size);

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
      if (unavailableUntil > performance.now()) await pause(unavailableUntil - performance.now());
      hinted = false;
      try {
        if (freeSlots() <= slots / 2) await releaseSlots();
        const limit = freeSlots();
        const leased = limit === 0 ? [] : await leaseEntries(database, { limit, leaseMs, lane });
        for (const entry of leased) {
          const notified = notify(entry).finally(() => notifying.delete(notified));
          notifying.add(notified);
        }
        if (leased.length < limit) await idle(pollMs);
        else await pause(FULL_MS);
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the outbox can not be read');
        await pause(UNAVAILABLE_MS);
      }
    }
    await Promise.all(notifying);
  }

  /** Called only when slots become few: most turns are taken long before. */
  async function releaseSlots(): Promise<void> {
    const now = performance.now();
    const entries = [...awaited.values()];
    const unturned = await findUnturned(database, entries);
    for (const { journeyRunId, until } of entries) {
      if (!unturned.has(journeyRunId) || until < now) awaited.delete(journeyRunId);
    }
  }

  /** Never rejects: a row whose outcome can't be written returns when its lease ends, and an empty turn does no harm. */
  async function notify(entry: LeasedEntry): Promise<void> {
    const { journeyRunId, attempts } = entry;
    const before = counts.started + counts.signalled;
    awaited.delete(journeyRunId); // enqueued again: this notification holds the slot
    try {
      await startOrSignal(entry);
      if (attempts === 1) awaited.set(journeyRunId, { ...entry, until: performance.now() + turnTimeoutMs });
    } catch (error) {
      counts.failed += 1;
      const isUnavailable = counts.started + counts.signalled === before; // no other notification got through either
      if (isUnavailable) unavailableUntil = performance.now() + UNAVAILABLE_MS;
      logger.warn({ journeyRunId, code: codeOf(error), error: coerceError(error).name }, 'Temporal was not notified');
      await postponeEntry(database, entry, UNAVAILABLE_MS).catch((unwritten: unknown) =>
        logger.warn({ code: codeOf(unwritten) }, 'the outbox can not be written'),
      );
    }
  }

  async function startOrSignal(entry: LeasedEntry): Promise<void> {
    try {
      await (entry.started ? signal(entry) : start(entry));
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) await signal(entry);
      else if (error instanceof WorkflowNotFoundError) await start(entry);
      else throw error;
    }
  }

  async function start(entry: LeasedEntry): Promise<void> {
    const handle = await client.workflow.start<(argument: RunArguments) => Promise<void>>(journeyRunType, {
      workflowId: workflowIdOf(entry),
      taskQueue: liveTaskQueue,
      args: [{ journeyRunId: entry.journeyRunId }],
      // PostgreSQL says which runs are open, not Temporal's retention.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      // Not USE_EXISTING: that hides that nothing was started, and a start that meets a running workflow wakes nothing.
      workflowIdConflictPolicy: 'FAIL',
      requestEagerStart: true,
      workflowTaskTimeout: '5s',
      staticSummary: `${entry.journeyId} v${entry.version}`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: keys.workspace, value: entry.workspace },
        { key: keys.customer, value: entry.customerId },
        { key: keys.journey, value: entry.journeyId },
        { key: keys.version, value: `v${entry.version}` },
      ]),
    });
    counts.started += 1;
    if (handle.eagerlyStarted) counts.startedEagerly += 1;
    if (counts.started === EAGER_CHECK && counts.startedEagerly === 0) {
      logger.warn(
        { started: counts.started },
        'no run was started eagerly: has the worker too few workflow-task slots?',
      );
    }
  }

  async function signal(entry: LeasedEntry): Promise<void> {
    await client.workflow.getHandle(workflowIdOf(entry)).signal(wakeName, entry.label);
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

export function workflowIdOf({ journeyId, journeyRunId }: Pick<LeasedEntry, 'journeyId' | 'journeyRunId'>): string {
  return `${journeyId}/${journeyRunId}`;
}
