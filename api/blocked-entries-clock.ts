import type { Logger } from 'pino';
import type { BlockedEntries } from '../services/intake/blocked-entries.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';

const FLUSH_EVERY_MS = 10_000;

/** Writes what this process has counted, and once more when it stops. */
export function startBlockedEntriesClock(
  blockedEntries: BlockedEntries,
  database: Database,
  logger: Logger,
  everyMs = FLUSH_EVERY_MS,
): Repeated {
  const failed = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'counts of blocked entries were not written and will be tried again');
  const clock = repeat({ everyMs, failed }, () => blockedEntries.flush(database));
  return {
    async stop() {
      await clock.stop();
      await blockedEntries.flush(database).catch(failed);
    },
  };
}
