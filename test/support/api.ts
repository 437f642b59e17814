import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createApi } from '../../api/app.ts';
import { createApiServer, type ServerTimeouts } from '../../api/server.ts';
import type { Rates } from '../../config/rates.ts';
import type { FeedbackDependencies } from '../../services/delivery/feedback.ts';
import { createKey } from '../../store/access/keys.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** The API as it runs, on a database of its own; its server has the settings of production. */
export interface TestApi {
  readonly db: TestDatabase;
  readonly url: string;
  readonly port: number;
  readonly keys: { readonly write: string; readonly admin: string };
  readonly registry: Registry;
  readonly log: string[];
  /** What the process decides reports about messages with. */
  readonly feedback: FeedbackDependencies;
  stop(): Promise<void>;
}

interface TestApiOptions {
  readonly rates?: Rates;
  readonly trustedProxies?: string[];
  readonly timeouts?: ServerTimeouts;
  readonly namedSecrets?: ReadonlyMap<string, string>;
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const db = await createTestDatabase();
  const key = (kind: 'server' | 'admin') => createKey(db.database, { workspace: 'default', kind, title: 'test' });
  const keys = { write: await key('server'), admin: await key('admin') };
  const own = await serve(db, options);
  return {
    ...own,
    keys,
    async stop() {
      await own.stop();
      await db.destroy();
    },
  };
}

/** A second process of the API, on the database of the first. */
export async function startTestApiOn({ db, keys }: TestApi): Promise<TestApi> {
  return { ...(await serve(db, {})), keys };
}

async function serve(db: TestDatabase, options: TestApiOptions): Promise<Omit<TestApi, 'keys'>> {
  const registry = new Registry();
  const log: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void log.push(line) });
  const { app, feedback, stop } = createApi({
    database: db.database,
    databaseDirectUrl: db.url,
    logger,
    registry,
    ...options,
  });
  const server: Server = createApiServer(app, options.timeouts);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    db,
    url: `http://127.0.0.1:${port}`,
    port,
    registry,
    log,
    feedback,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      await stop();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Sends bytes over a socket and gives what came back when the server hung up. It says no end of its own: a sender that
 * stops in the middle of its request.
 */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (data: string) => {
      answer += data;
    });
    socket.once('end', () => socket.end());
    socket.once('close', () => resolve(answer)).once('error', reject);
  });
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
