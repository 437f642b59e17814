import type { Logger } from 'pino';
import { untouchedRun } from '../core/journey/engine/run-state.ts';
import { type Repeated, repeat } from '../services/measurement/repeat.ts';
import { type Database, inTransaction, LONG } from '../store/database/database.ts';
import { ensureEventPartitions } from '../store/events/event-partitions.ts';
import { forgetOldMessageIds } from '../store/events/events.ts';
import { forgetExpiredInbox } from '../store/inbox/inbox.ts';
import { forgetOldBlockedEntries } from '../store/measurement/blocked-entries.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { forgetDeadProcesses } from '../store/measurement/processes.ts';
import { forgetByRetention, listWorkspaces } from '../store/measurement/retention.ts';
import { forgetOldTestSends } from '../store/messages/test-sends.ts';
import { forgetOldPayloads } from '../store/sources/source-payloads.ts';
import { forgetOldImports } from '../store/transfer/imports.ts';
import { getConfiguration } from '../store/workspaces/configuration.ts';

const DAY_MS = 24 * 3_600_000;

/** A task that fails does not prevent the others. */
const tasks: readonly ((database: Database) => Promise<void>)[] = [
  function makePartitions(database) {
    return ensureEventPartitions(database);
  },
  function forgetMessageIds(database) {
    return inTransaction(database, forgetOldMessageIds, LONG);
  },
  function forgetInbox(database) {
    return inTransaction(database, forgetExpiredInbox, LONG);
  },
  function forgetPayloads(database) {
    return inTransaction(database, forgetOldPayloads, LONG);
  },
  function forgetTestSends(database) {
    return inTransaction(database, forgetOldTestSends, LONG);
  },
  function forgetImports(database) {
    return inTransaction(database, forgetOldImports, LONG);
  },
  function forgetBlockedEntries(database) {
    return inTransaction(database, forgetOldBlockedEntries, LONG);
  },
  async function forgetPast(database) {
    for (const workspace of await listWorkspaces(database)) {
      const { configuration } = await getConfiguration(database, database, workspace);
      await forgetByRetention(database, workspace, configuration.retention, untouchedRun);
    }
  },
  function forgetProcesses(database) {
    return forgetDeadProcesses(database);
  },
];

/**
 * Once a day: makes the coming months' partitions and deletes messageIds, failures, test messages, in-app
 * messages and counts whose time is over, what workspaces keep no longer, and dead processes. Any number of workers may do it.
 */
export function startMaintenance(database: Database, logger: Logger): Repeated {
  const failed = (error: unknown, task?: string) =>
    logger.warn({ code: codeOf(error), task }, 'maintenance failed and will be tried tomorrow');
  return repeat({ everyMs: DAY_MS, atOnce: true, failed }, async () => {
    for (const task of tasks) await task(database).catch((error: unknown) => failed(error, task.name));
  });
}
