import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { TemporaryFailure } from '../../core/base/failure.ts';
import { createSockets } from './sockets.ts';

/**
 * Asks whether PostgreSQL answers, on a connection of its own: readiness must not wait behind the work whose trouble it reports.
 * Callers that ask at the same time share the answer.
 */
export function createPing(url: string): { ask(withinMs: number): Promise<void>; close(): Promise<void> } {
  let pool: pg.Pool | undefined;
  let asking: Promise<void> | undefined;
  const sockets = createSockets();

  async function ask(withinMs: number): Promise<void> {
    pool ??= open(withinMs);
    const answered = pool.query('select 1');
    answered.catch(() => {}); // nobody may be left to hear of it
    const enough = new AbortController();
    const tooLate = pause(withinMs, undefined, { signal: enough.signal }).then(
      () => Promise.reject(new TemporaryFailure('database-silent', `PostgreSQL did not answer within ${withinMs} ms`)),
      () => {},
    );
    await Promise.race([answered, tooLate]).finally(() => enough.abort());
  }

  function open(withinMs: number): pg.Pool {
    const opened = new pg.Pool({
      connectionString: url,
      application_name: 'throughline ping',
      pipeline: true, // as in openDatabase
      query_timeout: withinMs,
      connectionTimeoutMillis: withinMs,
      stream: sockets.open,
      max: 1,
      idleTimeoutMillis: 60_000,
    });
    opened.on('error', () => {});
    opened.on('connect', (client) => client.on('error', () => {}));
    return opened;
  }

  return {
    ask(withinMs) {
      asking ??= ask(withinMs).finally(() => {
        asking = undefined;
      });
      return asking;
    },
    async close() {
      const closed = pool?.end();
      sockets.cut(); // it only ever reads
      await closed;
    },
  };
}
