import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityDependencies } from '../activities/index.ts';
import { resend } from '../services/delivery/resend.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { listDueResends } from '../store/messages/unknown-messages.ts';

const LOOK_EVERY_MS = 5_000;
const MOST_AT_ONCE = 20;

/**
 * Sends again what operators decided about messages without an outcome. They are few, and no run waits for them, so a
 * look every five seconds does; a claim keeps two workers from sending the same one.
 */
export function startResends(dependencies: ActivityDependencies, everyMs = LOOK_EVERY_MS): { stop(): Promise<void> } {
  const { database, logger } = dependencies;
  const cancel = new AbortController();
  async function run(): Promise<void> {
    for (;;) {
      await pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
      if (cancel.signal.aborted) return;
      try {
        for (const due of await listDueResends(database, MOST_AT_ONCE)) {
          if (cancel.signal.aborted) return;
          await resend(dependencies, due);
        }
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'a message was not sent again and will be tried again');
      }
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
