import type { Logger } from 'pino';
import { repeat } from '../services/measurement/repeat.ts';
import { workspaceClock } from '../store/database/clock.ts';
import { type Database, inTransaction } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { enqueueRuns, lanes } from '../store/outbox/outbox.ts';
import { SWEEP_GRACE_MS, takeOverdueRuns } from '../store/runs/overdue.ts';

/**
 * Ten a second with the usual pause. Lost wake signals are few; thousands of overdue runs are a backlog, which drains by
 * itself. Enqueued all at once, 5,000 runs got 10,000 signals on top of their work, a quarter of the machine's time. When
 * Temporal has lost its data, "throughline rebuild" is the fast way.
 */
const MOST_A_SWEEP = 50;

/** Enqueues open runs that are overdue: a wake signal was lost, a workflow terminated, Temporal's data lost. Returns how many. */
export async function sweepOverdueRuns(
  database: Database,
  {
    workspace = 'default',
    graceMs = SWEEP_GRACE_MS,
    limit = MOST_A_SWEEP,
    busyChannels,
  }: { workspace?: string; graceMs?: number; limit?: number; busyChannels?: readonly string[] | undefined } = {},
): Promise<number> {
  return inTransaction(database, async (trx) => {
    const now = await workspaceClock(trx, workspace).now();
    const overdue = await takeOverdueRuns(trx, { workspace, now, graceMs, limit, busyChannels });
    await enqueueRuns(
      trx,
      overdue.map(({ id }) => ({ journeyRunId: id, label: 'sweep' })),
      lanes.live,
    );
    return overdue.length;
  });
}

export interface Sweeper {
  /** Overdue runs that were enqueued since the start. */
  readonly counts: { readonly enqueued: number };
  stop(): Promise<void>;
}

/** Sweeps every `everyMs`, for as long as the worker lives. Several workers may sweep at once. */
export function startSweeper(
  database: Database,
  logger: Logger,
  {
    everyMs = 5_000,
    graceMs = SWEEP_GRACE_MS,
    busyChannels = () => [],
  }: {
    everyMs?: number;
    graceMs?: number;
    /** Channels whose queues keep this worker busy: their messages are on their way. */
    busyChannels?: (() => readonly string[]) | undefined;
  } = {},
): Sweeper {
  const counts = { enqueued: 0 };
  const failed = (error: unknown) => logger.warn({ code: codeOf(error) }, 'the sweep failed and will be made again');
  const sweeping = repeat({ everyMs, atOnce: true, failed }, async () => {
    const enqueued = await sweepOverdueRuns(database, { graceMs, busyChannels: busyChannels() });
    counts.enqueued += enqueued;
    if (enqueued > 0) logger.info({ enqueued }, 'overdue runs were enqueued');
  });
  return { counts, stop: sweeping.stop };
}
