import { Command } from 'commander';
import { getExperiment } from '../../api/operations/experiments/get-experiment.ts';
import { listExperiments } from '../../api/operations/experiments/list-experiments.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { experimentInWords, experimentsInColumns } from '../format/experiment-words.ts';

/** `throughline experiments`: all that splits, holdouts and the global control make. */
export function experimentsCommand(): Command {
  return new Command('experiments')
    .description('list experiments, and what can be said of each')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), listExperiments, {});
        if (json) return print(JSON.stringify(answer, undefined, 2));
        print(answer.items.length === 0 ? 'No experiments found.' : experimentsInColumns(answer.items).join('\n'));
      }),
    );
}

/** `throughline experiment show`: one of them. */
export function oneExperimentCommand(): Command {
  const show = new Command('show')
    .argument('<experiment>', '<journey>/<step>, <journey>/holdout, or global-control')
    .description('the arms of an experiment, what they brought, and whether that may be told from luck')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const found = await callOperation(apiAccess(settings), getExperiment, { params: { id } });
        print(json ? JSON.stringify(found, undefined, 2) : experimentInWords(found).join('\n'));
      }),
    );
  return new Command('experiment').description('look at one experiment').addCommand(show);
}
