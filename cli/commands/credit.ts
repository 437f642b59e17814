import { Command, Option } from 'commander';
import { getCredit } from '../../api/operations/journeys/get-credit.ts';
import { apiAccess } from '../../config/connections.ts';
import { type CreditModel, creditModels } from '../../core/statistics/credit.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { creditInWords } from '../format/credit-words.ts';

/** `throughline credit`: which journeys had a message before the purchases of a time. */
export function creditCommand(): Command {
  return new Command('credit')
    .description('share the purchases of a time among the journeys whose messages came before them')
    .option('--days <number>', 'so many days up to now', Number, 28)
    .addOption(new Option('--model <model>', 'who gets it; default: as configured').choices(creditModels))
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { days, model, json }: { days: number; model?: CreditModel; json?: boolean }) => {
        const from = new Date(Date.now() - days * 86_400_000).toISOString();
        const found = await callOperation(apiAccess(settings), getCredit, { query: { from, ...(model && { model }) } });
        print(json ? JSON.stringify(found, undefined, 2) : creditInWords(found).join('\n'));
      }),
    );
}
