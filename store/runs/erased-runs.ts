import { type Database, execute, rows } from '../database/database.ts';

/** Runs that were erased while they were open, until their workflows have been told. Ids only. */
export interface ErasedRun {
  readonly journeyRunId: string;
  readonly journeyId: string;
}

export async function listErasedRuns(database: Database, limit: number): Promise<ErasedRun[]> {
  return rows(
    database,
    `select journey_run_id as "journeyRunId", journey_id as "journeyId" from erased_runs order by journey_run_id limit ?`,
    [limit],
  );
}

export async function forgetErasedRun(database: Database, journeyRunId: string): Promise<void> {
  await execute(database, `delete from erased_runs where journey_run_id = ?`, [journeyRunId]);
}
