import { type Database, rows, type Transaction, timestamp } from '../database/database.ts';

/** How late a run may be before the sweeper enqueues it: every turn has its own, faster trigger. */
export const SWEEP_GRACE_MS = 30_000;

export interface OverdueRun {
  readonly id: string;
}

/** The message waits in the queue of a channel that is worked off: another wake signal would only add work. */
const waitsInQueue = `run.consumed = run.last_seq and exists (
  select 1 from messages message
  where message.journey_run_id = run.id and message.state = 'requested' and split_part(message.channel, ':', 1) = any(cast(? as text[])))`;

/**
 * Open runs whose due moment passed `graceMs` ago and that are not in the outbox already. The pause before a run
 * is taken again doubles each time until it moves (30 s, 1 min, … 10 min with the usual grace): a run that is overdue
 * because everything is slow must not be made slower by more turns. (The inner least: a run that no worker ever serves is swept
 * for weeks, and 2 to the 1,024th is more than a float8 holds.) Runs whose message waits for a channel in `busyChannels` are
 * left alone.
 */
export async function takeOverdueRuns(
  database: Database | Transaction,
  {
    workspace,
    now,
    graceMs,
    limit,
    busyChannels = [],
  }: { workspace: string; now: number; graceMs: number; limit: number; busyChannels?: readonly string[] | undefined },
): Promise<OverdueRun[]> {
  return rows<OverdueRun>(
    database,
    `with overdue as materialized (               -- found once: leaseEntries in outbox.ts says why
       select id from journey_runs run
       where workspace = ? and ended_at is null and stuck_at is null and due_at < ?
         and not exists (select 1 from outbox where journey_run_id = run.id)
         and not (${waitsInQueue})
       order by due_at limit ? for no key update skip locked)
     update journey_runs run set swept = swept + 1,
       due_at = cast(? as timestamptz) + least(power(2, least(swept, 10)) - 1, 20) * ? * interval '1 millisecond'
     from overdue where run.id = overdue.id
     returning run.id`,
    [...[workspace, timestamp(now - graceMs), [...busyChannels], limit], ...[timestamp(now), Math.max(0, graceMs)]],
  );
}
