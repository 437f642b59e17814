import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { createSockets } from '../store/database/sockets.ts';
import { codeOf } from '../store/measurement/failures.ts';
import { OUTBOX_CHANNEL } from '../store/outbox/outbox.ts';

export interface OutboxListener {
  stop(): Promise<void>;
}

/**
 * Receives the NOTIFY of each enqueue, on a connection of its own (a transaction pooler can't carry LISTEN). Only a hint:
 * without the connection, the dispatcher's poll finds every row within 250 ms.
 */
export function listenToOutbox(url: string, logger: Logger, hint: () => void): OutboxListener {
  let stopping = false;
  let client: pg.Client | undefined;
  const sockets = createSockets();
  /** A server that does not answer does not end the connection either. */
  async function close(own: pg.Client | undefined): Promise<void> {
    const tooLong = setTimeout(sockets.cut, 1_000);
    await own?.end().catch(() => {});
    clearTimeout(tooLong);
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const own = new pg.Client({
        connectionString: url,
        application_name: 'throughline listen',
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
        stream: sockets.open,
      });
      client = own;
      const lost = new Promise<void>((resolve) => {
        own.on('end', resolve);
        own.on('error', () => resolve());
      });
      try {
        await own.connect();
        own.on('notification', hint);
        await own.query(`listen ${OUTBOX_CHANNEL}`);
        hint();
        await lost;
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'listening to the outbox failed and will be tried again');
      }
      await close(own);
      if (!stopping) await pause(1_000);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping = true;
      await close(client);
      await running;
    },
  };
}
