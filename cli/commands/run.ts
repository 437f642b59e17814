import { Command } from 'commander';
import { exitRun } from '../../api/operations/runs/exit-run.ts';
import { getRun } from '../../api/operations/runs/get-run.ts';
import { retryRun } from '../../api/operations/runs/retry-run.ts';
import { skipStep } from '../../api/operations/runs/skip-step.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { formatRun } from '../format/run.ts';

/** One run, looked at and operated. */
export function oneRunCommand(): Command {
  const show = new Command('show')
    .argument('<run>', 'the id of a run')
    .description('what happened to one run, in words: events, steps, messages, and what comes next')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const run = await callOperation(apiAccess(settings), getRun, { params: { id } });
        print(json ? JSON.stringify(run, undefined, 2) : formatRun(run, Date.now()).join('\n'));
      }),
    );
  const retry = new Command('retry')
    .argument('<run>', 'the id of a stuck run')
    .description('try a stuck run again')
    .action(
      runCommand(async (settings, id: string) => {
        await callOperation(apiAccess(settings), retryRun, { params: { id } });
        print('Retry queued.');
      }),
    );
  const exit = new Command('exit')
    .argument('<run>', 'the id of a run')
    .requiredOption('--reason <text>', 'why it ends')
    .description('end a run')
    .action(
      runCommand(async (settings, id: string, { reason }: { reason: string }) => {
        await callOperation(apiAccess(settings), exitRun, { params: { id }, body: { reason } });
        print('Exit queued.');
      }),
    );
  const skip = new Command('skip')
    .argument('<run>', 'the id of a run')
    .argument('<step>', 'where it waits')
    .requiredOption('--reason <text>', 'why; it is kept with the run')
    .option('--path <name>', 'the way out; next, else timeout, else the only one')
    .description('take a run on from a step')
    .action(
      runCommand(async (settings, id: string, step: string, given: { reason: string; path?: string }) => {
        await callOperation(apiAccess(settings), skipStep, { params: { id }, body: { step, ...given } });
        print('Skip queued.');
      }),
    );
  return new Command('run')
    .description('look at a run, or operate it')
    .addCommand(show)
    .addCommand(retry)
    .addCommand(exit)
    .addCommand(skip);
}
