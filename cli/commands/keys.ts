import { Command, Option } from 'commander';
import {
  listUserTokenSecrets,
  retireUserTokenSecret,
  rotateUserTokenSecret,
} from '../../api/operations/keys/user-token-secrets.ts';
import { apiAccess, databaseUrls } from '../../config/connections.ts';
import { makeVapidKeys } from '../../services/channels/vapid.ts';
import { createKey, type KeyKind, keyKinds } from '../../store/access/keys.ts';
import { openDatabase } from '../../store/database/database.ts';
import { callOperation } from '../api-client.ts';
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
  return new Command('keys')
    .description('keys for the API, and the secret for user tokens')
    .addCommand(create)
    .addCommand(webPushCommand())
    .addCommand(userTokenSecretCommand());
}

/** It asks nobody: the private key goes into the environment, the public one belongs to it. */
function webPushCommand(): Command {
  return new Command('web-push')
    .description('make a key for web push and print it')
    .option('--env <name>', 'the variable that will hold it', 'THROUGHLINE_SECRET_PUSH')
    .action(
      runCommand(async (_settings, { env }: { env: string }) => {
        const { privateKey, publicKey } = makeVapidKeys();
        print(`${env}=${privateKey}`);
        print(`Set it for API and workers, and name it in the workspace:
  push: { subject: 'mailto:you@example.com', privateKey: { env: '${env}' } }
Browsers subscribe with its public key, ${publicKey}
Keep it: after a change every browser has to subscribe again.`);
      }),
    );
}

/** By the API, as everything that is no first key. */
function userTokenSecretCommand(): Command {
  return new Command('user-token-secret')
    .description('list the secrets that your own servers sign user tokens with; make the first one')
    .addOption(new Option('--rotate', 'make a new one; the one before holds until it is retired').conflicts('retire'))
    .option('--retire', 'retire the older of two')
    .action(
      runCommand(async (settings, { rotate = false, retire = false }: { rotate?: boolean; retire?: boolean }) => {
        const access = apiAccess(settings);
        const { items } = await callOperation(access, listUserTokenSecrets, {});
        if (rotate || (items.length === 0 && !retire)) {
          const { secret, workspace } = await callOperation(access, rotateUserTokenSecret, {});
          return print(madeSecret(secret, workspace, items.length));
        }
        if (retire) await callOperation(access, retireUserTokenSecret, {});
        const left = retire ? items.slice(0, 1) : items;
        print(left.map(({ id, createdAt }) => `${id}  made ${createdAt}`).join('\n'));
        if (!retire) print('Secrets are shown once, when they are made. --rotate makes a new one.');
      }),
    );
}

function madeSecret(secret: string, workspace: string, earlier: number): string {
  const next =
    earlier === 0
      ? 'It is shown this once. Keep it on your server.'
      : 'It is shown this once. The one before holds until "throughline keys user-token-secret --retire".';
  return `${secret}\nSign user tokens with it by HS256, as text: aud "${workspace}", sub the userId, exp within an hour.\n${next}`;
}
