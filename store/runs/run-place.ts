import { type Database, rows } from '../database/database.ts';

/** Where a run is, without a lock. */
export interface RunPlaceView {
  readonly journeyId: string;
  readonly version: number;
  readonly isEnded: boolean;
  /** The steps at which its tokens wait. */
  readonly steps: readonly string[];
}

export async function findRunPlace(
  database: Database,
  workspace: string,
  id: string,
): Promise<RunPlaceView | undefined> {
  const [found] = await rows<RunPlaceView>(
    database,
    `select journey_id as "journeyId", version, ended_at is not null as "isEnded",
            array(select token ->> 'step' from jsonb_array_elements(state -> 'tokens') as token) as steps
     from journey_runs where workspace = ? and id = ?`,
    [workspace, id],
  );
  return found;
}
