import { type Database, rows, type Transaction } from '../database/database.ts';

/** How many open runs of a version stand at a step; a run of several branches at each of theirs. */
export interface OpenRunPlace {
  readonly version: number;
  readonly step: string;
  readonly runs: number;
  readonly stuck: number;
}

/** Where the open runs of a journey stand. Runs in the books only stand nowhere. */
export async function countOpenRunPlaces(
  on: Database | Transaction,
  { workspace, journeyId }: { workspace: string; journeyId: string },
): Promise<OpenRunPlace[]> {
  return rows(
    on,
    `select version, token->>'step' as step, cast(count(distinct run.id) as integer) as runs,
       cast(count(distinct run.id) filter (where stuck_at is not null) as integer) as stuck
     from journey_runs run cross join lateral jsonb_array_elements(run.state->'tokens') token
     where workspace = ? and journey_id = ? and ended_at is null group by 1, 2 order by 1 desc, 3 desc, 2`,
    [workspace, journeyId],
  );
}
