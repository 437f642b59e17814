import { execute, type Transaction } from '../database/database.ts';

/** The visit of a start-journey, in another run of the same customer, that waits for the end of a run. */
export interface AwaitingVisit {
  readonly journeyRunId: string;
  readonly visit: number;
}

/** Notes on a run of a locked customer that a visit waits for its end: the turn that ends it tells that visit. */
export async function awaitRun(trx: Transaction, journeyRunId: string, by: AwaitingVisit): Promise<void> {
  await execute(
    trx,
    `update journey_runs set awaited_by = coalesce(awaited_by, '[]') || cast(? as jsonb) where id = ?`,
    [JSON.stringify([by]), journeyRunId],
  );
}
