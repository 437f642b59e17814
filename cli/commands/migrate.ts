import { Command } from 'commander';
import { databaseUrls, temporalOptions } from '../../config/connections.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { prepareTemporal } from '../../worker/prepare-temporal.ts';
import { print, runCommand } from '../command-line.ts';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring PostgreSQL to the newest schema and register our search attributes with Temporal')
    .action(
      runCommand(async (settings) => {
        await migrate(databaseUrls(settings).directUrl);
        print('PostgreSQL has the newest schema.');
        await prepareTemporal(temporalOptions(settings));
        print('Temporal knows our search attributes.');
      }),
    );
}
