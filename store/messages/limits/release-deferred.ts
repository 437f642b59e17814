import { nowInWorkspace, workspaceClock } from '../../database/clock.ts';
import { type Database, inTransaction, rows } from '../../database/database.ts';
import { enqueueRuns, type Lane } from '../../outbox/outbox.ts';
import { appendInputs } from '../../runs/run-inputs.ts';
import { lockRun } from '../../runs/runs.ts';

/** A message that a rule has deferred, and why its run is woken before the time. */
export interface Release {
  readonly workspace: string;
  readonly journeyRunId: string;
  readonly visit: number;
  readonly rule: string;
  readonly label: string;
  readonly lane: Lane;
}

/** Its run asks again at once. In a transaction of its own: only the run's lock is taken. False: the run has ended. */
export async function releaseDeferred(database: Database, release: Release): Promise<boolean> {
  const { workspace, journeyRunId, visit, rule, label, lane } = release;
  return inTransaction(database, async (trx) => {
    const run = await lockRun(trx, journeyRunId);
    if (!run || run.endedAt !== null) return false;
    const now = await workspaceClock(trx, workspace).now();
    await appendInputs(trx, now, [{ journeyRunId, kind: 'job-deferred', visit, until: now, rule }]);
    await enqueueRuns(trx, [{ journeyRunId, label }], lane);
    return true;
  });
}

/**
 * Wakes the customer's messages that the rule "priority" has deferred, of a lower priority than this: the one that went first
 * has its outcome. If the process dies before, each looks again by its timer.
 */
export async function releaseOutranked(
  database: Database,
  {
    workspace,
    customerId,
    priority,
    lane,
  }: Pick<Release, 'workspace' | 'lane'> & { customerId: string; priority: number },
): Promise<void> {
  const waiting = await rows<{ journeyRunId: string; visit: number }>(
    database,
    `select journey_run_id as "journeyRunId", visit from messages
     where customer_id = ? and created_at > ${nowInWorkspace} - interval '26 hours' and held = 'deferred' and rule = 'priority'
       and priority < ? order by priority desc, id limit ${MOST}`,
    [customerId, workspace, priority],
  );
  for (const { journeyRunId, visit } of waiting)
    await releaseDeferred(database, {
      workspace,
      journeyRunId,
      visit,
      rule: 'priority',
      label: 'goes first no more',
      lane,
    });
}

const MOST = 20;
