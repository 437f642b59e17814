import { Command } from 'commander';
import { channelSettings, databaseUrls, metricsAddress, temporalOptions } from '../../config/connections.ts';
import { startWorker } from '../../worker/main.ts';
import { openLogger, runCommand, serve } from '../command-line.ts';

export function workerCommand(): Command {
  return new Command('worker')
    .description('run a worker: moves customers through journeys and sends (needs DATABASE_URL, TEMPORAL_ADDRESS)')
    .action(
      runCommand(async (settings) => {
        const logger = openLogger(settings, 'worker');
        const { url, directUrl } = databaseUrls(settings);
        const channels = channelSettings(settings);
        const worker = await startWorker({
          databaseUrl: url,
          databaseDirectUrl: directUrl,
          temporal: temporalOptions(settings),
          channels,
          publicUrl: settings.publicUrl,
          namedSecrets: settings.namedSecrets,
          logger,
          testMode: settings.testMode,
          metrics: metricsAddress(settings),
          unservedAfterMs: settings.unservedAfterMs,
        });
        const open = { email: channels.smtp, webhook: channels.webhook };
        const names = Object.entries(open).flatMap(([name, options]) => (options ? [name] : []));
        logger.info(
          { channels: [...names, 'in-app', 'sms', 'push', 'webhook:<name>', 'alert:<name>'] },
          'the worker runs',
        );
        await serve(logger, worker);
      }),
    );
}
