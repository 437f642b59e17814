import { Command } from 'commander';
import { listPayloads } from '../../api/operations/sources/list-payloads.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { inUtc } from '../format/utc.ts';

/** `throughline source`: what other systems have sent. */
export function sourceCommand(): Command {
  const show = new Command('show')
    .argument('<source>', 'its name in the configuration of the workspace')
    .option('--json', 'with the payloads')
    .description('the last twenty webhooks of a source, and what was made of them')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const { items } = await callOperation(apiAccess(settings), listPayloads, { params: { id } });
        if (json) return print(JSON.stringify(items, undefined, 2));
        if (items.length === 0) print('Nothing came in the last seven days.');
        for (const { receivedAt, topic, calls, problems } of items) {
          const made = [...calls, ...problems].join(', ') || 'ignored: no mapping is about it';
          print(`${inUtc(receivedAt)}  ${topic ?? '(no topic)'}: ${made}`);
        }
      }),
    );
  return new Command('source').description('look at what another system has sent').addCommand(show);
}
