import { Argument, Command, Option } from 'commander';
import { addUser, changeUser, listUsers, removeUser } from '../../api/operations/people/users.ts';
import { apiAccess } from '../../config/connections.ts';
import { type PersonRole, rightsOf, roles } from '../../core/access/rights.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { type ApiAccess, callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { usersInColumns } from '../format/user-words.ts';

/** Names a person by e-mail address, as people do; the API knows ids. */
export async function userByEmail(access: ApiAccess, email: string) {
  const { items } = await callOperation(access, listUsers, {});
  const found = items.find((user) => user.email === email.toLowerCase());
  if (found) return found;
  throw new ProblemError([
    {
      code: 'no-such-person',
      where: email,
      problem: 'nobody who uses the console has this e-mail address',
      remedy: '"throughline users list" shows who does.',
    },
  ]);
}

/** `throughline users`: the people who use the console. */
export function usersCommand(): Command {
  const list = new Command('list')
    .description('list them, with role and when they were there last')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const { items } = await callOperation(apiAccess(settings), listUsers, {});
        if (json) return print(JSON.stringify({ items }, undefined, 2));
        print(items.length === 0 ? 'No people found. Add one: throughline users add <email>' : usersInColumns(items));
      }),
    );
  const add = new Command('add')
    .argument('<email>')
    .description('add a person; "throughline sign-in --user <email>" then prints a link for the first time')
    .addOption(new Option('--role <role>', 'what the person may do').choices(roles).makeOptionMandatory())
    .option('--name <name>', 'how the person is called')
    .action(
      runCommand(async (settings, email: string, { role, name }: { role: PersonRole; name?: string }) => {
        await callOperation(apiAccess(settings), addUser, {
          body: { email, role, ...(name !== undefined && { name }) },
        });
        print(`${email} is ${role} now: ${rightsOf[role].join(', ')}.`);
        print(`A link to sign in for the first time: throughline sign-in --user ${email}`);
      }),
    );
  const role = new Command('role')
    .argument('<email>')
    .addArgument(new Argument('<role>').choices(roles))
    .description('give a person another role; it counts from the next request on')
    .action(
      runCommand(async (settings, email: string, role: PersonRole) => {
        const access = apiAccess(settings);
        const { id } = await userByEmail(access, email);
        await callOperation(access, changeUser, { params: { id }, body: { role } });
        print(`${email} is ${role} now: ${rightsOf[role].join(', ')}.`);
      }),
    );
  const remove = new Command('remove')
    .argument('<email>')
    .description('remove a person; the sessions end at once')
    .action(
      runCommand(async (settings, email: string) => {
        const access = apiAccess(settings);
        const { id } = await userByEmail(access, email);
        await callOperation(access, removeUser, { params: { id } });
        print(`${email} is removed.`);
      }),
    );
  return new Command('users')
    .description('the people who use the console')
    .addCommand(list)
    .addCommand(add)
    .addCommand(role)
    .addCommand(remove);
}
