import { Command } from 'commander';
import { openDatabase } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { prepareTemporal } from '../../worker/prepare-temporal.ts';
import { databaseUrls, print, runCommand, temporalOptions } from '../command-line.ts';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring PostgreSQL to the newest schema and register our search attributes with Temporal')
    .action(
      runCommand(async (settings) => {
        const url = databaseUrls(settings).directUrl;
        const database = openDatabase({ url, max: 2 });
        try {
          await migrate({ url, database });
        } finally {
          await database.destroy();
        }
        print('PostgreSQL has the newest schema.');
        await prepareTemporal(temporalOptions(settings));
        print('Temporal knows our search attributes.');
      }),
    );
}
