import { Command, Option } from 'commander';
import { acceptMessage } from '../../api/operations/messages/accept-message.ts';
import { listMessages } from '../../api/operations/messages/list-messages.ts';
import { listUnknownMessages } from '../../api/operations/messages/list-unknown-messages.ts';
import { resendMessage } from '../../api/operations/messages/resend-message.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { unknownMessagesInWords } from '../format/unknown-messages.ts';
import { inUtc } from '../format/utc.ts';

interface ListFlags {
  readonly user?: string;
  readonly journey?: string;
  readonly rule?: string;
  readonly observed?: boolean;
  readonly live?: boolean;
  readonly limit: string;
  readonly json?: boolean;
}

function listCommand(): Command {
  return new Command('list')
    .description('list messages, the newest first, with what became of each')
    .option('--user <userId>', 'of this customer')
    .option('--journey <id>', 'of this journey')
    .option('--rule <rule>', 'that this rule blocked')
    .addOption(new Option('--observed', 'only those of observed runs, none of which left').conflicts('live'))
    .option('--live', 'none of observed runs')
    .option('--limit <number>', 'how many, 100 at the most', '20')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { user, journey, rule, observed, live, limit, json = false }: ListFlags) => {
        const observing = observed ? 'true' : live ? 'false' : undefined;
        const query = { userId: user, journey, rule, limit, observed: observing };
        const page = await callOperation(apiAccess(settings), listMessages, { query });
        if (json) return print(JSON.stringify(page, undefined, 2));
        if (page.items.length === 0) print('No messages found.');
        for (const { id, createdAt, channel, template, userId, state, why } of page.items)
          print(`${id}  ${inUtc(createdAt)}  ${template} by ${channel} to ${userId ?? 'anonymous'}: ${why ?? state}`);
      }),
    );
}

/** Messages of the ledger; those without an outcome somebody decides. */
export function messagesCommand(): Command {
  const unknown = new Command('unknown')
    .description('messages without an outcome: they may have been sent or not')
    .option('--limit <number>', 'how many', '50')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { limit, json = false }: { limit: string; json?: boolean }) => {
        const page = await callOperation(apiAccess(settings), listUnknownMessages, { query: { limit } });
        print(json ? JSON.stringify(page, undefined, 2) : unknownMessagesInWords(page).join('\n'));
      }),
    );
  const decide = (name: 'resend' | 'accept', description: string, done: string) =>
    new Command(name)
      .argument('<message>', 'the id of a message')
      .requiredOption('--why <text>', 'kept with the decision')
      .description(description)
      .action(
        runCommand(async (settings, id: string, { why }: { why: string }) => {
          const operation = name === 'resend' ? resendMessage : acceptMessage;
          await callOperation(apiAccess(settings), operation, { params: { id }, body: { why } });
          print(done);
        }),
      );
  return new Command('messages')
    .description('messages of the ledger; those without an outcome, and what becomes of them')
    .addCommand(listCommand())
    .addCommand(unknown)
    .addCommand(decide('resend', 'send a message without an outcome again', 'Resend queued.'))
    .addCommand(decide('accept', 'take a message without an outcome as sent', 'Accepted as sent.'));
}
