import type { TaskAnswered, TaskPage } from '../../api/operations/tasks/schemas.ts';
import { formatDuration } from '../../core/base/format-duration.ts';
import { describeTaskEvent, describeTaskState } from '../../core/journey/run-timeline/tasks.ts';
import { inUtc } from './utc.ts';

/** A task for the person who is to do it. `now` is for "in 3 hours". */
export function taskInWords(task: TaskAnswered, now: number): string[] {
  const due = task.dueAt === null ? undefined : Date.parse(task.dueAt) - now;
  return [
    `${task.title}, task ${task.id}`,
    row('State', describeTaskState(task)),
    row('Asked', task.group ?? task.person ?? ''),
    row('Customer', `${task.userId ?? 'known anonymously'} (${task.customerId})`),
    row('Journey', `${task.journey}, run ${task.journeyRunId}`),
    ...(task.closedAt === null && task.dueAt !== null && due !== undefined
      ? [row('Due', `${inUtc(task.dueAt)} (${due > 0 ? `in ${formatDuration(due)}` : 'now'})`)]
      : []),
    ...(task.instruction === '' ? [] : ['', ...task.instruction.split('\n'), '']),
    row('Choices', task.choices.join(', ')),
    '',
    ...task.history.map((change) => `${inUtc(change.at)}  ${describeTaskEvent(task, change)}`),
  ];
}

export function tasksInColumns(tasks: TaskPage['items']): string[] {
  const lines = tasks.map((task) => [
    task.id,
    task.title,
    task.group ?? task.person ?? '',
    task.userId ?? 'anonymous',
    describeTaskState(task),
    task.dueAt === null ? '' : inUtc(task.dueAt),
  ]);
  const table = [['TASK', 'WHAT', 'ASKED', 'CUSTOMER', 'STATE', 'DUE'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const row = (name: string, text: string) => `${name.padEnd(8)}  ${text}`;
