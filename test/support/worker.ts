import pino from 'pino';
import { startWorker, type WorkerProcess, type WorkerProcessOptions } from '../../worker/main.ts';
import type { System } from './system.ts';

/** A worker inside the test process, for tests that must reach into it. */
export function startWorkerHere(system: System, more: Partial<WorkerProcessOptions> = {}): Promise<WorkerProcess> {
  const environment = system.environment as Record<
    'DATABASE_URL' | 'TEMPORAL_ADDRESS' | 'THROUGHLINE_SMTP_URL',
    string
  >;
  const { url: webhookUrl, secret } = system.sink;
  const timeoutMs = 5_000;
  return startWorker({
    databaseUrl: environment.DATABASE_URL,
    databaseDirectUrl: environment.DATABASE_URL,
    temporal: { address: environment.TEMPORAL_ADDRESS, namespace: system.namespace },
    channels: {
      smtp: { url: environment.THROUGHLINE_SMTP_URL, from: 'Test <test@example.org>', timeoutMs },
      webhook: { url: webhookUrl, secret, timeoutMs, allowPrivateAddresses: true },
    },
    logger: pino({ level: 'silent' }),
    ...more,
  });
}
