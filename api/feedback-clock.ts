import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type FeedbackDependencies, settleFeedback } from '../services/delivery/feedback.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * Decides the reports about messages whose time has come: clicks, which wait until it is seen whether a machine followed
 * every link, and whatever another process left undecided when it died.
 */
export function startFeedbackClock(
  feedback: FeedbackDependencies,
  logger: Logger,
  everyMs = LOOK_EVERY_MS,
): { stop(): Promise<void> } {
  const cancel = new AbortController();
  async function run(): Promise<void> {
    for (;;) {
      await pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
      if (cancel.signal.aborted) return;
      await settleFeedback(feedback).catch((error: unknown) => {
        logger.warn({ code: codeOf(error) }, 'reports about messages were not decided and will be tried again');
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
