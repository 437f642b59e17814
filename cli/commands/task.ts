import { Command } from 'commander';
import { answerTask } from '../../api/operations/tasks/answer-task.ts';
import { claimTask } from '../../api/operations/tasks/claim-task.ts';
import { getTask } from '../../api/operations/tasks/get-task.ts';
import { releaseTask } from '../../api/operations/tasks/release-task.ts';
import { apiAccess } from '../../config/connections.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { taskInWords } from '../format/task-words.ts';

const by = ['--by <person>', 'who does it, by the name or address that groups know people by'] as const;

/** One task, looked at and done. */
export function oneTaskCommand(): Command {
  const show = new Command('show')
    .argument('<task>', 'the id of a task')
    .description('what is asked, and what happened to it')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const task = await callOperation(apiAccess(settings), getTask, { params: { id } });
        print(json ? JSON.stringify(task, undefined, 2) : taskInWords(task, Date.now()).join('\n'));
      }),
    );
  const claim = new Command('claim')
    .argument('<task>', 'the id of an open task')
    .requiredOption(...by)
    .description('take a task, so that nobody else does it')
    .action(
      runCommand(async (settings, id: string, { by: person }: { by: string }) => {
        await callOperation(apiAccess(settings), claimTask, { params: { id }, body: { person } });
        print(`Claimed by ${person}.`);
      }),
    );
  const release = new Command('release')
    .argument('<task>', 'the id of a claimed task')
    .requiredOption(...by)
    .description('give a task back')
    .action(
      runCommand(async (settings, id: string, { by: person }: { by: string }) => {
        await callOperation(apiAccess(settings), releaseTask, { params: { id }, body: { person } });
        print('Released.');
      }),
    );
  const answer = new Command('answer')
    .argument('<task>', 'the id of a task')
    .argument('<choice>', 'one of its choices')
    .requiredOption(...by)
    .option('--note <text>', 'what there is to say beside the choice')
    .description('answer a task; its run goes on by the choice')
    .action(
      runCommand(async (settings, id: string, choice: string, { by: person, note }: { by: string; note?: string }) => {
        await callOperation(apiAccess(settings), answerTask, { params: { id }, body: { person, choice, note } });
        print(`Answered: ${choice}.`);
      }),
    );
  return new Command('task')
    .description('look at a task, claim, release or answer it')
    .addCommand(show)
    .addCommand(claim)
    .addCommand(release)
    .addCommand(answer);
}
