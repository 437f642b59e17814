import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { workspaceClock } from '../store/database/clock.ts';
import { type Database, inTransaction } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { lanes, ringRuns } from '../store/outbox/outbox.ts';
import { SWEEP_GRACE_MS, takeOverdueRuns } from '../store/runs/overdue.ts';

/**
 * Ten a second with the usual pause. What is lost is a few runs; thousands that are overdue are a backlog, which comes by
 * itself: rung all at once, 5,000 runs got 10,000 signals on top of their work, a quarter of the machine. When Temporal
 * has forgotten everything, "throughline rebuild" is the fast way.
 */
const MOST_A_SWEEP = 50;

/** Rings open runs that are overdue: a wake signal was lost, a workflow was terminated, Temporal forgot. Gives how many. */
export async function sweepOverdueRuns(
  database: Database,
  {
    workspace = 'default',
    graceMs = SWEEP_GRACE_MS,
    limit = MOST_A_SWEEP,
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
  /** Overdue runs that were rung since the start. */
  readonly counts: { readonly rung: number };
  stop(): Promise<void>;
}

/** Sweeps every `everyMs`, for as long as the worker lives. Several workers may sweep at once. */
export function startSweeper(
  database: Database,
  logger: Logger,
  { everyMs = 5_000, graceMs = SWEEP_GRACE_MS } = {},
): Sweeper {
  const cancel = new AbortController();
  const counts = { rung: 0 };
  async function run(): Promise<void> {
    while (!cancel.signal.aborted) {
      try {
        const rung = await sweepOverdueRuns(database, { graceMs });
        counts.rung += rung;
        if (rung > 0) logger.info({ rung }, 'overdue runs were rung');
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the sweep failed and will be made again');
      }
      await pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
    }
  }
  const running = run();
  return {
    counts,
    async stop() {
      cancel.abort();
      await running;
    },
  };
}
