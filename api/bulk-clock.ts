import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { performNextOfBulk } from '../store/runs/bulk-acts.ts';

/** Together they bound the rate: at most 100 runs a second and process, so that turns of others don't wait behind them. */
const LOOK_EVERY_MS = 250;
const RUNS_AT_ONCE = 25;

/** Does what operators asked for many runs, run by run. Every API process has one; what one leaves undone another does. */
export function startBulkClock(database: Database, logger: Logger, everyMs = LOOK_EVERY_MS): { stop(): Promise<void> } {
  const cancel = new AbortController();
  async function perform(): Promise<void> {
    for (let done = 0; done < RUNS_AT_ONCE && !cancel.signal.aborted; done += 1)
      if (!(await performNextOfBulk(database))) return;
  }
  async function run(): Promise<void> {
    for (;;) {
      await pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
      if (cancel.signal.aborted) return;
      await perform().catch((error: unknown) => {
        logger.warn({ code: codeOf(error) }, 'an act on many runs was interrupted and will be continued');
      });
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
