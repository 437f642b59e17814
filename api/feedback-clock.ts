import type { Logger } from 'pino';
import { type FeedbackDependencies, settleFeedback } from '../services/delivery/feedback.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * Decides the reports about messages whose time has come: clicks, which wait until it is seen whether a machine followed
 * every link, and whatever another process left undecided when it died.
 */
export function startFeedbackClock(feedback: FeedbackDependencies, logger: Logger, everyMs = LOOK_EVERY_MS): Repeated {
  const failed = (error: unknown) =>
    logger.warn({ code: codeOf(error) }, 'reports about messages were not decided and will be tried again');
  return repeat({ everyMs, failed }, async () => {
    await settleFeedback(feedback);
  });
}
