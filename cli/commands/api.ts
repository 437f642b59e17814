import { Command } from 'commander';
import { startApi } from '../../api/main.ts';
import { databaseUrls, metricsAddress } from '../../config/connections.ts';
import { openLogger, runCommand, serve } from '../command-line.ts';

export function apiCommand(): Command {
  return new Command('api').description('run the API: takes events in, publishes journeys (needs DATABASE_URL)').action(
    runCommand(async (settings) => {
      const logger = openLogger(settings, 'api');
      const { url, directUrl } = databaseUrls(settings);
      const api = await startApi({
        databaseUrl: url,
        databaseDirectUrl: directUrl,
        host: settings.host,
        port: settings.ports.api,
        logger,
        metrics: metricsAddress(settings),
        trustedProxies: settings.trustedProxies,
        rates: settings.rates,
        testMode: settings.testMode,
        namedSecrets: settings.namedSecrets,
        publicUrl: settings.publicUrl,
      });
      if (settings.testMode) logger.warn('test mode: stories may move the clock');
      logger.info({ host: settings.host, port: api.port }, 'the API listens');
      await serve(logger, api);
    }),
  );
}
