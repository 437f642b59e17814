import type { ActivityDependencies } from '../activities/index.ts';
import { sendTaskAlerts } from '../services/delivery/task-alerts.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 2_000;
const MOST_AT_ONCE = 20;

/** Notifies people about new tasks, reminders and escalations. No run waits for it, so a look every two seconds does. */
export function startTaskAlerts(dependencies: ActivityDependencies, everyMs = LOOK_EVERY_MS): Repeated {
  const failed = (error: unknown) =>
    dependencies.logger.warn({ code: codeOf(error) }, 'alerts about tasks were not sent and will be tried again');
  return repeat({ everyMs, failed }, async (stopping) => {
    while ((await sendTaskAlerts(dependencies, MOST_AT_ONCE)) === MOST_AT_ONCE && !stopping.aborted);
  });
}
