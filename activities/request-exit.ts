import { workspaceClock } from '../store/database/clock.ts';
import { type Database, inTransaction } from '../store/database/database.ts';
import { appendInputs } from '../store/runs/run-inputs.ts';
import { lockRun } from '../store/runs/runs.ts';

/** Tells the run to leave, as an operator would. Told twice or after the end, it means nothing more. */
export async function requestExit(database: Database, journeyRunId: string, reason: string): Promise<void> {
  await inTransaction(database, async (trx) => {
    const run = await lockRun(trx, journeyRunId);
    if (!run || run.endedAt !== null) return;
    const now = await workspaceClock(trx, run.workspace).now();
    await appendInputs(trx, now, [{ journeyRunId, kind: 'operator-exit', reason }]);
  });
}
