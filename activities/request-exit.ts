import { workspaceClock } from '../store/database/clock.ts';
import { type Database, inTransaction } from '../store/database/database.ts';
import { appendInputs } from '../store/runs/run-inputs.ts';
import { lockRun } from '../store/runs/runs.ts';

/** Requests the run's exit, as an operator would. A second request, or one after the end, has no effect. */
export async function requestExit(database: Database, journeyRunId: string, reason: string): Promise<void> {
  await inTransaction(database, async (trx) => {
    const run = await lockRun(trx, journeyRunId);
    if (!run || run.endedAt !== null) return;
    const now = await workspaceClock(trx, run.workspace).now();
    await appendInputs(trx, now, [{ journeyRunId, kind: 'operator-exit', reason }]);
  });
}
