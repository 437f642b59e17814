import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import type { Kinds } from '../../core/journey/kinds.ts';
import { journeyKinds } from '../../core/journey/used-kinds.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { type Database, databaseFailure } from '../../store/database/database.ts';
import { codeOf } from '../../store/measurement/failures.ts';
import {
  HEARTBEAT_MS,
  type ProcessDescription,
  removeProcess,
  writeHeartbeat,
} from '../../store/measurement/processes.ts';
import { checkSchema } from '../../store/migrations/check-schema.ts';
import { repeat } from './repeat.ts';

/** The kinds that every process of this program knows; a worker adds those of its jobs. */
export const knownKinds: Kinds = { ...journeyKinds, channel: Object.keys(channelKinds) };

export interface Heartbeat {
  /** Removes the process from the list of live ones. */
  stop(): Promise<void>;
}

/**
 * Writes this process's heartbeat now and every ten seconds. Throws a ProblemError where the database has no tables or
 * those of before the initial schema. An unavailable PostgreSQL stops nothing: the next heartbeat tries again.
 */
export async function startHeartbeat(
  database: Database,
  logger: Logger,
  own: Pick<ProcessDescription, 'role' | 'version' | 'kinds' | 'channels'>,
  everyMs = HEARTBEAT_MS,
): Promise<Heartbeat> {
  const description = { id: newId(), host: hostname(), pid: process.pid, ...own };
  let isSchemaChecked = false;
  async function beat(): Promise<void> {
    try {
      if (!isSchemaChecked) await checkSchema(database);
      isSchemaChecked = true;
      await writeHeartbeat(database, description);
    } catch (thrown) {
      const error = databaseFailure(thrown);
      if (!(error instanceof TemporaryFailure)) throw error;
      logger.warn({ code: codeOf(error) }, 'the heartbeat was not written and will be tried again');
    }
  }
  await beat();
  const failed = (error: unknown) => logger.error({ code: codeOf(error) }, 'the heartbeat failed');
  const beating = repeat({ everyMs, failed }, beat);
  return {
    async stop() {
      await beating.stop();
      await removeProcess(database, description.id).catch(() => {}); // its row counts as dead 30 s later
    },
  };
}
