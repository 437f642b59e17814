import { Command, InvalidArgumentError, Option } from 'commander';
import { listTasks } from '../../api/operations/tasks/list-tasks.ts';
import { apiAccess } from '../../config/connections.ts';
import { taskStates } from '../../store/tasks/tasks.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { tasksInColumns } from '../format/task-words.ts';

const states = ['unanswered', ...taskStates] as const;

interface TasksOptions {
  readonly group?: string;
  readonly assignee?: string;
  readonly user?: string;
  readonly state?: (typeof states)[number];
  readonly all?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `throughline tasks`: what people are asked to do, unless said otherwise what is not done yet. */
export function tasksCommand(): Command {
  return new Command('tasks')
    .description('list tasks that nobody has answered yet, the newest first')
    .option('--group <id>', 'that this group is asked for')
    .option('--assignee <person>', 'that this person has, or whose turn it is')
    .option('--user <userId>', 'about this customer')
    .addOption(new Option('--state <state>', 'in this state').choices([...states]))
    .option('--all', 'in any state')
    .option('--limit <number>', 'at most so many, 200 at the most', wholeNumber, 20)
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, options: TasksOptions) => {
        const { group, assignee, user, limit, json = false, all = false } = options;
        const state = options.state ?? (all ? undefined : 'unanswered');
        const query = { group, assignee, userId: user, state, limit };
        const answer = await callOperation(apiAccess(settings), listTasks, { query });
        if (json) return print(JSON.stringify(answer, undefined, 2));
        print(answer.items.length === 0 ? 'No tasks found.' : tasksInColumns(answer.items).join('\n'));
        if (answer.next) print('There may be more: --limit, or narrow it down. See one: throughline task show <id>');
      }),
    );
}

function wholeNumber(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 200.');
}
