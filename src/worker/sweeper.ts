import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { workspaceClock } from '../store/clock.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { lanes, ringRuns } from '../store/dispatch.ts';
import { codeOf } from '../store/failures.ts';
import { takeOverdueRuns } from '../store/overdue.ts';

/** How late something may be before the sweeper helps: everything has its own, faster way. */
export const SWEEP_GRACE_MS = 30_000;

/** Rings every open run that is overdue: a doorbell was lost, a workflow was terminated, Temporal forgot. Gives how many. */
export async function sweepOverdueRuns(
  database: Database,
  {
    workspace = 'default',
    graceMs = SWEEP_GRACE_MS,
    limit = 1_000,
  }: { workspace?: string; graceMs?: number; limit?: number } = {},
): Promise<number> {
  return inTransaction(database, async (trx) => {
    const now = await workspaceClock(trx, workspace).now();
    const overdue = await takeOverdueRuns(trx, { workspace, now, graceMs, limit });
    await ringRuns(
      trx,
      overdue.map(({ id }) => ({ journeyRunId: id, label: 'sweep' })),
      lanes.live,
    );
    return overdue.length;
  });
}

export interface Sweeper {
  stop(): Promise<void>;
}

/** Sweeps every `everyMs`, for as long as the worker lives. Several workers may sweep at once. */
export function startSweeper(
  database: Database,
  logger: Logger,
  { everyMs = 5_000, graceMs = SWEEP_GRACE_MS } = {},
): Sweeper {
  const cancel = new AbortController();
  async function run(): Promise<void> {
    while (!cancel.signal.aborted) {
      try {
        const rung = await sweepOverdueRuns(database, { graceMs });
        if (rung > 0) logger.info({ rung }, 'overdue runs were rung');
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the sweep failed and will be made again');
      }
      await pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    async stop() {
      cancel.abort();
      await running;
    },
  };
}
