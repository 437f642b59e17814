import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { TemporaryFailure } from '../core/base/failure.ts';
import { type Database, sqlState } from '../store/database/database.ts';
import { enqueueRuns, lanes } from '../store/outbox/outbox.ts';
import { findOpenAmong, listOpenRuns } from '../store/runs/open-runs.ts';
import { journeyRunType, wakeName } from '../workflows/contract.ts';
import { workflowIdOf } from './dispatcher.ts';

/**
 * Holds the two sides against each other: open runs in PostgreSQL, running workflows in Temporal.
 *   a run without a workflow   Temporal lost its data, somebody terminated it: enqueued, and the dispatcher starts it
 *   a workflow without a run   the customer was erased, the database restored from a backup: signalled, and it ends
 * Stuck runs wait for their operator either way. Looks and repairs; with `dryRun` it only looks. Runs under way change
 * while it looks: what begins or ends meanwhile may be counted as missing, which costs an empty turn.
 */
export interface Comparison {
  readonly openRuns: number;
  readonly withoutWorkflow: number;
  readonly withoutRun: number;
}

const PAGE = 1_000;

/** Rows of the outbox that one transaction locks: what waits for a stalled turn holds up no more than these. */
const BATCH = 100;
const RETRY_AFTER_MS = 1_000;
/** With the lock timeout of `rebuild` (15 s), longer than PostgreSQL lets a session idle in its transaction (60 s). */
const MOST_ATTEMPTS = 6;

/**
 * Enqueues in small transactions. A turn that stalls holds its run's row of the outbox: that batch is tried again run by
 * run, so that all others go on, and what is still held after the last attempt is thrown.
 */
async function enqueueAll(database: Database, runs: readonly { readonly journeyRunId: string }[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(runs.length / BATCH) }, (_, index) =>
    runs.slice(index * BATCH, (index + 1) * BATCH),
  );
  let held: typeof runs = [];
  for (const batch of batches) held = [...held, ...(await enqueueFree(database, batch))];
  for (let attempt = 1; held.length > 0; attempt += 1) {
    if (attempt > MOST_ATTEMPTS) {
      throw new TemporaryFailure('runs-held', `${held.length} runs are held by turns that do not end: rebuild again`);
    }
    await pause(RETRY_AFTER_MS);
    const stillHeld: (typeof runs)[number][] = [];
    for (const run of held) stillHeld.push(...(await enqueueFree(database, [run])));
    held = stillHeld;
  }
}

/** Gives those that could not be enqueued now: all or none. */
async function enqueueFree<Run extends { readonly journeyRunId: string }>(
  database: Database,
  runs: readonly Run[],
): Promise<readonly Run[]> {
  try {
    const entries = runs.map(({ journeyRunId }) => ({ journeyRunId, label: 'rebuild' }));
    await enqueueRuns(database, entries, lanes.live);
    return [];
  } catch (thrown) {
    if (isHeld(thrown)) return runs;
    throw thrown;
  }
}

/** A lock or a statement was waited for in vain, or two transactions waited for each other. */
function isHeld(thrown: unknown): boolean {
  return ['55P03', '57014', '40P01'].includes(sqlState(thrown) ?? '');
}

export async function rebuild(
  database: Database,
  client: Client,
  { workspace, dryRun }: { workspace: string; dryRun: boolean },
): Promise<Comparison> {
  const running = new Set<string>();
  const query = `WorkflowType = '${journeyRunType}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query })) running.add(workflowId);

  let openRuns = 0;
  let withoutWorkflow = 0;
  let after: string | undefined;
  do {
    const page = await listOpenRuns(database, { workspace, after, limit: PAGE });
    const missing = page.filter((run) => !running.has(workflowIdOf(run)));
    openRuns += page.length;
    withoutWorkflow += missing.length;
    if (!dryRun) await enqueueAll(database, missing);
    after = page.length === PAGE ? page.at(-1)?.journeyRunId : undefined;
  } while (after);

  const idOf = (workflowId: string) => workflowId.slice(workflowId.lastIndexOf('/') + 1);
  const open = new Set<string>();
  const all = [...running];
  for (let from = 0; from < all.length; from += PAGE) {
    for (const id of await findOpenAmong(database, all.slice(from, from + PAGE).map(idOf))) open.add(id);
  }
  const orphans = all.filter((workflowId) => !open.has(idOf(workflowId)));
  if (!dryRun) {
    for (const workflowId of orphans)
      await client.workflow
        .getHandle(workflowId)
        .signal(wakeName, 'rebuild')
        .catch(() => {}); // it has just ended
  }
  return { openRuns, withoutWorkflow, withoutRun: orphans.length };
}
