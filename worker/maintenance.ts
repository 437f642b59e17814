import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Database, inTransaction, LONG } from '../store/database/database.ts';
import { ensureEventPartitions } from '../store/events/event-partitions.ts';
import { forgetOldMessageIds } from '../store/events/events.ts';
import { forgetExpiredInbox } from '../store/inbox/inbox.ts';
import { codeOf, forgetOldFailures } from '../store/measurement/failures.ts';
import { forgetDeadProcesses } from '../store/measurement/processes.ts';

const DAY_MS = 24 * 3_600_000;

/** A task that fails does not prevent the others. */
const tasks: readonly ((database: Database) => Promise<void>)[] = [
  function makePartitions(database) {
    return ensureEventPartitions(database);
  },
  function forgetMessageIds(database) {
    return inTransaction(database, forgetOldMessageIds, LONG);
  },
  function forgetFailures(database) {
    return inTransaction(database, forgetOldFailures, LONG);
  },
  function forgetInbox(database) {
    return inTransaction(database, forgetExpiredInbox, LONG);
  },
  function forgetProcesses(database) {
    return forgetDeadProcesses(database);
  },
];

/**
 * Once a day: makes the coming months' partitions and deletes messageIds, failures and in-app messages whose time is over,
 * and dead processes. Any number of workers may do it.
 */
export function startMaintenance(database: Database, logger: Logger): { stop(): Promise<void> } {
  const cancel = new AbortController();
  async function run(): Promise<void> {
    while (!cancel.signal.aborted) {
      for (const task of tasks) {
        await task(database).catch((error: unknown) => {
          logger.warn({ code: codeOf(error), task: task.name }, 'maintenance failed and will be tried tomorrow');
        });
      }
      await pause(DAY_MS, undefined, { signal: cancel.signal }).catch(() => {});
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
