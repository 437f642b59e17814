import { Command } from 'commander';
import { listRunDecisions } from '../../api/operations/decisions/list-run-decisions.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';

/** `throughline decide why <run> [visit]`: why a customer got what they got, in words. */
export function decideCommand(): Command {
  const why = new Command('why')
    .argument('<run>', 'its id')
    .argument('[visit]', 'the number of the visit; all decisions of the run unless said')
    .description('what was chosen for a customer, what could not be, and why')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, visit: string | undefined, { json = false }: { json?: boolean }) => {
        const { items } = await callOperation(apiAccess(settings), listRunDecisions, { params: { id } });
        const asked = items.filter((each) => visit === undefined || String(each.visit) === visit);
        if (json) return print(JSON.stringify({ items: asked }, undefined, 2));
        if (asked.length === 0) return print('Nothing was decided there.');
        for (const { visit: number, step, decidedAt, words, rewards, value, void: voided } of asked) {
          print(`visit ${number}, ${step}, ${decidedAt}`);
          for (const line of words) print(`  ${line}`);
          if (rewards > 0)
            print(`  It was followed by ${rewards === 1 ? 'one reward' : `${rewards} rewards`}, worth ${value}.`);
          if (voided !== null) print(`  It is not learned from: ${voided}.`);
        }
      }),
    );
  return new Command('decide').description('look at decisions').addCommand(why);
}
