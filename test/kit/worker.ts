import pino from 'pino';
import { startWorker, type WorkerProcess, type WorkerProcessOptions } from '../../src/worker/main.ts';
import type { System } from './system.ts';

/** A worker inside the test process, for tests that must reach into it. */
export function startWorkerHere(system: System, more: Partial<WorkerProcessOptions> = {}): Promise<WorkerProcess> {
  const { DATABASE_URL: url, TEMPORAL_ADDRESS: address, THROUGHLINE_SMTP_URL: smtpUrl } = system.environment as Record<string, string>;
  return startWorker({
    databaseUrl: url as string,
    databaseDirectUrl: url as string,
    temporal: { address: address as string, namespace: system.namespace },
    channels: { smtp: { url: smtpUrl as string, from: 'Test <test@example.org>', timeoutMs: 5_000 } },
    logger: pino({ level: 'silent' }),
    ...more,
  });
}
