import { workspaceClock } from '../database/clock.ts';
import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';
import { SWEEP_GRACE_MS } from '../runs/overdue.ts';

/** Counts for people stop here: nothing large is ever counted through. */
export const COUNTED_UP_TO = 1_000_000;

/** The head of a queue that is looked at for its oldest entry. */
const HEAD = 1_000;

/** What waits, and since when. Ages are milliseconds, null where nothing waits. */
export interface Backlog {
  /** Open runs that wait for an operator. */
  readonly stuck: number;
  /** Open runs for which something should have happened half a minute ago, and those that the sweeper enqueued and that have not moved since. */
  readonly overdue: number;
  /** The oldest input that no turn has taken. */
  readonly oldestInputAgeMs: number | null;
  /** Runs in the outbox, without those whose notification had no effect: these become overdue. */
  readonly queued: number;
  readonly oldestQueuedAgeMs: number | null;
}

/**
 * Reads only partial indexes and heads of queues, so it costs the same at 20 million runs as at 20: stuck runs are few
 * (journey_runs_stuck), overdue ones are the beginning of journey_runs_due or in journey_runs_swept, and an input that
 * waits makes its run due at once, so the oldest is at those beginnings too. The outbox is served by generation, so its
 * oldest row is at its head; only a run that was enqueued again after its notification has moved back.
 */
export async function readBacklog(database: Database | Transaction, workspace: string): Promise<Backlog> {
  const now = await workspaceClock(database, workspace).now();
  const open = 'workspace = ? and ended_at is null and stuck_at is null';
  const [found] = await rows<Omit<Backlog, 'oldestInputAgeMs'> & { oldestInputAt: number | null }>(
    database,
    `select
       (select count(*) from (
          select 1 from journey_runs where workspace = ? and stuck_at is not null and ended_at is null limit ?) stuck) as stuck,
       (select count(*) from (
          (select 1 from journey_runs where ${open} and due_at < ? and swept = 0 limit ?)
          union all (select 1 from journey_runs where ${open} and swept > 0 limit ?)) overdue) as overdue,
       (select min(input.accepted_at) from (
          (select id, consumed, last_seq from journey_runs where ${open} and due_at < ? order by due_at limit ?)
          union all (select id, consumed, last_seq from journey_runs where ${open} and swept > 0 limit ?)) run
        join run_inputs input on input.journey_run_id = run.id and input.seq = run.consumed + 1
        where run.last_seq > run.consumed) as "oldestInputAt",
       (select count(*) from (select 1 from outbox where attempts <= 1 limit ?) entry) as queued,
       (select cast(extract(epoch from clock_timestamp() - min(enqueued_at)) * 1000 as bigint)
        from (select enqueued_at from outbox where attempts <= 1 order by lane, generation limit ?) head) as "oldestQueuedAgeMs"`,
    [
      ...[workspace, COUNTED_UP_TO],
      ...[workspace, timestamp(now - SWEEP_GRACE_MS), COUNTED_UP_TO, workspace, COUNTED_UP_TO],
      ...[workspace, timestamp(now), HEAD, workspace, HEAD],
      ...[COUNTED_UP_TO, HEAD],
    ],
  );
  if (!found) throw new Error('a statement without tables gave no row');
  const { oldestInputAt, ...backlog } = found;
  return { ...backlog, oldestInputAgeMs: oldestInputAt === null ? null : Math.max(0, now - oldestInputAt) };
}
