import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Database, inTransaction } from '../store/database.ts';
import { ensureEventPartitions } from '../store/event-partitions.ts';
import { forgetOldMessageIds } from '../store/events.ts';
import { codeOf } from '../store/failures.ts';

const DAY_MS = 24 * 3_600_000;

/** Once a day: the coming months' partitions, and the messageIds whose time is over. Any number of workers may do it. */
export function startUpkeep(database: Database, logger: Logger): { stop(): Promise<void> } {
  const cancel = new AbortController();
  async function run(): Promise<void> {
    while (!cancel.signal.aborted) {
      try {
        await ensureEventPartitions(database);
        await inTransaction(database, forgetOldMessageIds);
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'upkeep failed and will be tried tomorrow');
      }
      await pause(DAY_MS, undefined, { signal: cancel.signal }).catch(() => {});
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
