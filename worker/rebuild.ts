import type { Client } from '@temporalio/client';
import type { Database } from '../store/database/database.ts';
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
    if (!dryRun)
      await enqueueRuns(
        database,
        missing.map(({ journeyRunId }) => ({ journeyRunId, label: 'rebuild' })),
        lanes.live,
      );
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
