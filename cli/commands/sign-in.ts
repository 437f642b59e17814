import { Command } from 'commander';
import { makeSignInLink } from '../../api/operations/people/make-sign-in-link.ts';
import { apiAccess } from '../../config/connections.ts';
import { type ApiAccess, callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { userByEmail } from './users.ts';

/** `throughline sign-in`: a link that signs in at the console, with the rights of the admin key or as a person. */
export function signInCommand(): Command {
  return new Command('sign-in')
    .description('print a link that signs in at the console once, within ten minutes')
    .option(
      '--user <email>',
      'as this person, who may then set a password; without it, with the rights of the admin key',
    )
    .action(
      runCommand(async (settings, { user }: { user?: string }) => {
        const access = apiAccess(settings);
        const userId = user === undefined ? undefined : (await userByEmail(access, user)).id;
        print(await signInAddress(access, userId));
      }),
    );
}

export async function signInAddress(access: ApiAccess, userId?: string): Promise<string> {
  const { path } = await callOperation(access, makeSignInLink, { body: { ...(userId !== undefined && { userId }) } });
  return new URL(path, access.apiUrl).href;
}
