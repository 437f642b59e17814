import { type Database, rows, timestamp } from './database.ts';

export interface OverdueRun {
  readonly id: string;
}

/**
 * Open runs whose due moment passed `graceMs` ago and that are not on the dispatch list already. Each is given a new
 * grace, so that a run that can't be helped now is asked again later and not at each sweep.
 */
export async function takeOverdueRuns(
  database: Database,
  { workspace, now, graceMs, limit }: { workspace: string; now: number; graceMs: number; limit: number },
): Promise<OverdueRun[]> {
  return rows<OverdueRun>(
    database,
    `update journey_runs set due_at = ? where id in (
       select id from journey_runs run
       where workspace = ? and ended_at is null and stuck_at is null and due_at < ?
         and not exists (select 1 from dispatch where journey_run_id = run.id)
       order by due_at limit ? for no key update skip locked)
     returning id`,
    [timestamp(now), workspace, timestamp(now - graceMs), limit],
  );
}
