import { Command } from 'commander';
import { acceptMessage } from '../../api/operations/messages/accept-message.ts';
import { listUnknownMessages } from '../../api/operations/messages/list-unknown-messages.ts';
import { resendMessage } from '../../api/operations/messages/resend-message.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { unknownMessagesInWords } from '../format/unknown-messages.ts';

/** Messages without an outcome: somebody decides each. */
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
    .description('messages without an outcome, and what becomes of them')
    .addCommand(unknown)
    .addCommand(decide('resend', 'send a message without an outcome again', 'Resend queued.'))
    .addCommand(decide('accept', 'take a message without an outcome as sent', 'Accepted as sent.'));
}
