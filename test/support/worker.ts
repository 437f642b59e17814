import { createRequire } from 'node:module';
import pino from 'pino';
import type { startWorker, WorkerProcess, WorkerProcessOptions } from '../../worker/main.ts';
import type { System } from './system.ts';

/**
 * A worker inside the test process, as built: a second one costs milliseconds, and a process of its own more than a
 * second. Made from the sources it would bundle the workflows, three seconds of work in each test file.
 */
export async function startWorkerHere(
  system: System,
  more: Partial<WorkerProcessOptions> = {},
  /** Another program than the built one: the sources, where a test changes their registries. */
  program?: { readonly startWorker: typeof startWorker },
): Promise<Pick<WorkerProcess, 'stop'>> {
  const built = () => createRequire(__filename)('../../dist/worker/main.js') as { startWorker: typeof startWorker };
  const environment = system.environment as Record<
    'DATABASE_URL' | 'TEMPORAL_ADDRESS' | 'THROUGHLINE_SMTP_URL',
    string
  >;
  const { url: webhookUrl, secret } = system.sink;
  const timeoutMs = 5_000;
  const worker = await (program ?? built()).startWorker({
    databaseUrl: environment.DATABASE_URL,
    databaseDirectUrl: environment.DATABASE_URL,
    temporal: { address: environment.TEMPORAL_ADDRESS, namespace: system.namespace },
    channels: {
      smtp: { url: environment.THROUGHLINE_SMTP_URL, from: 'Test <test@example.org>', timeoutMs },
      webhook: { url: webhookUrl, secret, timeoutMs, allowPrivateAddresses: true },
    },
    publicUrl: system.environment.THROUGHLINE_API_URL ?? 'http://127.0.0.1',
    logger: pino({ level: 'silent' }),
    ...more,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= worker.stop());
  system.endLater(stop);
  return { stop };
}
