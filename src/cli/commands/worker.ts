import { Command } from 'commander';
import { startWorker } from '../../worker/main.ts';
import { databaseUrls, openLogger, runCommand, serve, temporalOptions } from '../command-line.ts';

/** Silence of an SMTP server that ends an attempt; below the attempt's own limit of 20 s. */
const SMTP_TIMEOUT_MS = 15_000;

export function workerCommand(): Command {
  return new Command('worker')
    .description('run a worker: moves customers through journeys and sends (needs DATABASE_URL, TEMPORAL_ADDRESS)')
    .action(
      runCommand(async (settings) => {
        const logger = openLogger(settings, 'worker');
        const { url, directUrl } = databaseUrls(settings);
        const smtp =
          settings.smtpUrl === undefined
            ? undefined
            : { url: settings.smtpUrl, from: settings.mailFrom, timeoutMs: SMTP_TIMEOUT_MS };
        const worker = await startWorker({
          databaseUrl: url,
          databaseDirectUrl: directUrl,
          temporal: temporalOptions(settings),
          channels: { smtp },
          logger,
        });
        logger.info({ channels: smtp ? ['email'] : [] }, 'the worker runs');
        await serve(logger, worker);
      }),
    );
}
