import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { codeOf } from '../measurement/failures.ts';
import { createSockets } from './sockets.ts';

export interface Listener {
  stop(): Promise<void>;
}

export interface ListenOptions {
  /** A direct one: a transaction pooler can't carry LISTEN. */
  readonly url: string;
  readonly channel: string;
  readonly logger: Logger;
  /** Hears the payload of each NOTIFY; undefined after each connect, because some may have been missed before. */
  readonly hint: (payload: string | undefined) => void;
}

/**
 * Receives the NOTIFY of a channel, on a connection of its own. Only a hint: a listener also polls from
 * time to time, so a lost connection costs time and nothing else.
 */
export function listenTo({ url, channel, logger, hint }: ListenOptions): Listener {
  let stopping = false;
  let client: pg.Client | undefined;
  const cancel = new AbortController();
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
        // A client that is ended while it connects never says whether it did.
        await Promise.race([own.connect(), lost.then(() => Promise.reject(new Error('the connection was closed')))]);
        own.on('notification', ({ payload }) => hint(payload));
        await own.query(`listen ${channel}`);
        hint(undefined);
        await lost;
      } catch (error) {
        if (!stopping) logger.warn({ code: codeOf(error), channel }, 'LISTEN failed and will be tried again');
      }
      await close(own);
      if (!stopping) await pause(1_000, undefined, { signal: cancel.signal }).catch(() => {});
    }
  }

  const running = run();
  return {
    async stop() {
      stopping = true;
      cancel.abort();
      await close(client);
      await running;
    },
  };
}
