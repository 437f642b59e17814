import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { packageVersion } from '../config/package-root.ts';
import type { Rates } from '../config/rates.ts';
import { knownKinds, startHeartbeat } from '../services/measurement/heartbeat.ts';
import { listenForScrapes } from '../services/measurement/metrics/listener.ts';
import { openMetrics } from '../services/measurement/metrics/process-metrics.ts';
import { openDatabase } from '../store/database/database.ts';
import { createApi } from './app.ts';
import { startBlockedEntriesClock } from './blocked-entries-clock.ts';
import { startBulkClock } from './bulk-clock.ts';
import { startFeedbackClock } from './feedback-clock.ts';
import { checkReady } from './operations/service/is-ready.ts';
import { createApiServer } from './server.ts';

export interface ApiProcess {
  readonly port: number;
  /** Takes no new requests, answers those it has, closes everything. */
  stop(): Promise<void>;
}

/** The API process. Port 0: any free one. */
export async function startApi(options: {
  databaseUrl: string;
  /** For LISTEN; default: `databaseUrl`. */
  databaseDirectUrl?: string | undefined;
  host: string;
  port: number;
  logger: Logger;
  /** Where metrics and health are served beside the API; undefined: nowhere. */
  metrics?: { host: string; port: number } | undefined;
  trustedProxies?: readonly string[] | undefined;
  rates?: Rates | undefined;
  testMode?: boolean | undefined;
  /** Values of the secrets that configurations name. */
  namedSecrets?: ReadonlyMap<string, string> | undefined;
  /** Where others reach the API: providers of text messages sign it with what they report. */
  publicUrl?: string | undefined;
}): Promise<ApiProcess> {
  const database = openDatabase({ url: options.databaseUrl, max: 10 });
  const heartbeat = await startHeartbeat(database, options.logger, {
    role: 'api',
    version: packageVersion(),
    kinds: knownKinds,
  }).catch(async (error) => {
    await database.destroy();
    throw error;
  });
  const registry = options.metrics ? openMetrics(database) : new Registry(); // the latter is read by nobody
  const { databaseDirectUrl = options.databaseUrl } = options;
  const { app, collector, feedback, blockedEntries, stop } = createApi({
    ...options,
    databaseDirectUrl,
    database,
    registry,
  });
  const feedbackClock = startFeedbackClock(feedback, options.logger);
  const bulkClock = startBulkClock(database, options.logger);
  const entriesClock = startBlockedEntriesClock(blockedEntries, database, options.logger);
  const scrapes =
    options.metrics &&
    (await listenForScrapes({
      ...options.metrics,
      registry,
      async ready() {
        await checkReady(database, collector);
      },
    }));
  const server = createApiServer(app);
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await stop();
      const impatient = setTimeout(() => server.closeAllConnections(), 10_000);
      await closed;
      clearTimeout(impatient);
      await feedbackClock.stop();
      await bulkClock.stop();
      await collector.drained();
      await entriesClock.stop();
      await scrapes?.close();
      await heartbeat.stop();
      await database.destroy();
    },
  };
}
