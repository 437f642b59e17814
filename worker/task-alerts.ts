import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityDependencies } from '../activities/index.ts';
import { sendTaskAlerts } from '../services/delivery/task-alerts.ts';
import { codeOf } from '../store/measurement/failures.ts';

const LOOK_EVERY_MS = 2_000;
const MOST_AT_ONCE = 20;

/** Notifies people about new tasks, reminders and escalations. No run waits for it, so a look every two seconds does. */
export function startTaskAlerts(
  dependencies: ActivityDependencies,
  everyMs = LOOK_EVERY_MS,
): { stop(): Promise<void> } {
  const { logger } = dependencies;
  const cancel = new AbortController();
  async function run(): Promise<void> {
    for (;;) {
      await pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
      if (cancel.signal.aborted) return;
      try {
        while ((await sendTaskAlerts(dependencies, MOST_AT_ONCE)) === MOST_AT_ONCE && !cancel.signal.aborted);
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'alerts about tasks were not sent and will be tried again');
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
