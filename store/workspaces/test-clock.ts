import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, inTransaction, rows, timestamp } from '../database/database.ts';
import { enqueueRuns, lanes } from '../outbox/outbox.ts';

/** The clock of a workspace in test mode: it stands still at a moment, and moves only when it is set. */

/** Stops the clock at this moment, or lets it go on (null), and enqueues the runs that are due by it. */
export async function setTestClock(database: Database, workspace: string, now: number | null): Promise<void> {
  await inTransaction(database, async (trx) => {
    await execute(trx, `update workspaces set clock_stopped_at = ? where id = ?`, [
      now === null ? null : timestamp(now),
      workspace,
    ]);
    const due = await rows<{ journeyRunId: string }>(
      trx,
      `select id as "journeyRunId" from journey_runs
       where workspace = ? and ended_at is null and stuck_at is null and due_at <= ${nowInWorkspace} order by id`,
      [workspace, workspace],
    );
    const entries = due.map(({ journeyRunId }) => ({ journeyRunId, label: 'the test clock moved' }));
    await enqueueRuns(trx, entries, lanes.live);
  });
}

export interface TestClock {
  readonly now: number;
  readonly isStopped: boolean;
  /** Open runs that have something to do at this moment, turns and messages; 0: all is quiet. */
  readonly busy: number;
  /** Those that wait for an operator. */
  readonly stuck: number;
  /** When the next of the runs has something to do; null: none has. */
  readonly nextDueAt: number | null;
}

/** The clock, and how the runs of the customers stand whose userId begins with this. */
export async function readTestClock(database: Database, workspace: string, users: string): Promise<TestClock> {
  const [read] = await rows<TestClock>(
    database,
    `with own as (
       select distinct customer_id from identities where workspace = ? and kind = 'user_id' and starts_with(value, ?)),
     clock as (select ${nowInWorkspace} as now, (select clock_stopped_at is not null from workspaces where id = ?) as stopped),
     run as (
       select run.id, run.due_at, run.consumed < run.last_seq
              or exists (select 1 from outbox where journey_run_id = run.id)
              or exists (select 1 from messages where journey_run_id = run.id
                         and state in ('requested', 'claimed', 'sending', 'failed-temporarily')) as busy, run.stuck_at
       from journey_runs run join own using (customer_id) where run.workspace = ? and run.ended_at is null)
     select clock.now, clock.stopped as "isStopped",
       (select count(*)::integer from run where stuck_at is null and (busy or due_at <= clock.now)) as busy,
       (select count(*)::integer from run where stuck_at is not null) as stuck,
       (select min(due_at) from run where stuck_at is null and due_at > clock.now) as "nextDueAt"
     from clock`,
    [workspace, users, workspace, workspace, workspace],
  );
  if (!read) throw new Error(`there is no workspace "${workspace}"`);
  return read;
}
