import type { Logger } from 'pino';
import { giveUpUnserved } from '../services/delivery/give-up-unserved.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import type { Database } from '../store/database/database.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 30_000;

/** Gives up messages whose channel no worker serves, once they have waited for `afterMs`. Any number of workers may do it. */
export function startGivingUp(
  database: Database,
  logger: Logger,
  { afterMs, everyMs = LOOK_EVERY_MS }: { readonly afterMs: number; readonly everyMs?: number | undefined },
): Repeated {
  const failed = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'messages that no worker serves were not looked at and will be');
  return repeat({ everyMs, failed }, async () => {
    const messages = await giveUpUnserved(database, { afterMs });
    if (messages > 0) logger.warn({ messages }, 'messages were given up: no worker serves their channel');
  });
}
