import type { ActivityDependencies } from '../activities/index.ts';
import { resend } from '../services/delivery/resend.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { listDueResends } from '../store/messages/unknown-messages.ts';

const LOOK_EVERY_MS = 5_000;
const MOST_AT_ONCE = 20;

/**
 * Sends again what operators decided about messages without an outcome. They are few, and no run waits for them, so a
 * look every five seconds does; a claim keeps two workers from sending the same one.
 */
export function startResends(dependencies: ActivityDependencies, everyMs = LOOK_EVERY_MS): Repeated {
  const { database, logger } = dependencies;
  const failed = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'a message was not sent again and will be tried again');
  return repeat({ everyMs, failed }, async (stopping) => {
    for (const due of await listDueResends(database, MOST_AT_ONCE)) {
      if (stopping.aborted) return;
      await resend(dependencies, due);
    }
  });
}
