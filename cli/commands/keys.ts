import { Command, Option } from 'commander';
import { databaseUrls } from '../../config/connections.ts';
import { createKey, type KeyKind, keyKinds } from '../../store/access/keys.ts';
import { openDatabase } from '../../store/database/database.ts';
import { print, runCommand } from '../command-line.ts';

/** The one command besides migrate that opens the database: somebody must make the first key. */
export function keysCommand(): Command {
  const create = new Command('create')
    .description('make a key and print it; it is shown this once (needs DATABASE_URL)')
    .addOption(
      new Option(
        '--kind <kind>',
        'browser: send events from pages and apps, public; server: send events, import, name and join people; admin: everything else',
      )
        .choices(keyKinds)
        .makeOptionMandatory(),
    )
    .option('--title <text>', 'what it is for', 'made by throughline keys create')
    .action(
      runCommand(async (settings, { kind, title }: { kind: KeyKind; title: string }) => {
        const database = openDatabase({ url: databaseUrls(settings).directUrl, max: 1 });
        try {
          print(await createKey(database, { workspace: 'default', kind, title }));
        } finally {
          await database.destroy();
        }
      }),
    );
  return new Command('keys').description('keys for the API').addCommand(create);
}
