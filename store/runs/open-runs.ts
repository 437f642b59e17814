import { type Database, rows } from '../database/database.ts';

/** Open runs that are not stuck, page by page in the order of their ids. */
export async function listOpenRuns(
  database: Database,
  { workspace, after, limit }: { workspace: string; after: string | undefined; limit: number },
): Promise<{ journeyRunId: string; journeyId: string }[]> {
  return rows(
    database,
    `select id as "journeyRunId", journey_id as "journeyId" from journey_runs
     where workspace = ? and ended_at is null and stuck_at is null ${after === undefined ? '' : 'and id > cast(? as uuid)'}
     order by id limit ?`,
    [workspace, ...(after === undefined ? [] : [after]), limit],
  );
}

/** Which of these ids are open runs. An id that is no UUID is none. */
export async function findOpenAmong(database: Database, ids: readonly string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    database,
    `select id from journey_runs where id = any(cast(? as uuid[])) and ended_at is null`,
    [ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))],
  );
  return found.map(({ id }) => id);
}
