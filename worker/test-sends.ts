import type { ActivityDependencies } from '../activities/index.ts';
import { sendTestMessages } from '../services/delivery/test-sends.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { codeOf } from '../store/measurement/failures.ts';

/** A person looks at a dialog meanwhile. */
const LOOK_EVERY_MS = 1_000;

/** Sends the test messages of channels. They are in no run and no queue, so one look a second finds them. */
export function startTestSends(dependencies: ActivityDependencies, everyMs = LOOK_EVERY_MS): Repeated {
  const failed = (error: unknown) =>
    dependencies.logger.warn({ code: codeOf(error) }, 'test messages were not sent and will be looked for again');
  return repeat({ everyMs, failed }, () => sendTestMessages(dependencies));
}
