import type { TaskAnswered, TaskPage } from '../../api/operations/tasks/schemas.ts';
import { spanInWords } from './span.ts';
import { inUtc } from './utc.ts';

type Change = TaskAnswered['history'][number];

/** What happened to a task, in words: "claimed by ann@example.com", "reminded ben (told by alert sales)". */
export function taskChangeInWords(task: Pick<TaskAnswered, 'choice' | 'note' | 'alerts'>, change: Change): string {
  const told = task.alerts.find(({ what }) => what === change.what);
  const isTold = change.what === 'created' || change.what === 'reminded' || change.what === 'escalated';
  return `${changeInWords(task, change)}${isTold ? ` (${told ? toldInWords(told) : 'nobody is told: no alert, no address'})` : ''}`;
}

function toldInWords({ alert, address, state, errorCode }: TaskAnswered['alerts'][number]): string {
  const way = alert === null ? `mail to ${address}` : `alert ${alert}`;
  const because = errorCode === null ? '' : `, ${errorCode}`;
  switch (state) {
    case 'sent':
      return `told by ${way}`;
    case 'waiting':
    case 'claimed':
    case 'sending':
      return `will be told by ${way}${because}`;
    case 'failed':
      return `not told by ${way}: it failed${because}`;
    case 'unknown':
      return `${way}: unknown whether it arrived${because}`;
    case 'dropped':
      return 'closed before it was told';
  }
}

function changeInWords(task: Pick<TaskAnswered, 'choice' | 'note'>, change: Change): string {
  const { what, person, group } = change;
  const asked = [group, person].filter(Boolean).join(', by rotation ') || 'somebody';
  switch (what) {
    case 'created':
      return `asked ${asked}`;
    case 'claimed':
      return `claimed by ${person}`;
    case 'released':
      return `released by ${person}`;
    case 'reminded':
      return `reminded ${asked}`;
    case 'escalated':
      return `not answered, so it went to ${asked}`;
    case 'answered':
      return `answered "${task.choice}" by ${person}${task.note ? `: ${task.note}` : ''}`;
    case 'overdue':
      return 'not answered in time';
    case 'cancelled':
      return 'cancelled, because the run left';
  }
}

/** A task for the person who is to do it. `now` is for "in 3 hours". */
export function taskInWords(task: TaskAnswered, now: number): string[] {
  const due = task.dueAt === null ? undefined : Date.parse(task.dueAt) - now;
  return [
    `${task.title}, task ${task.id}`,
    row('State', stateInWords(task)),
    row('Asked', task.group ?? task.person ?? ''),
    row('Customer', `${task.userId ?? 'known anonymously'} (${task.customerId})`),
    row('Journey', `${task.journey}, run ${task.journeyRunId}`),
    ...(task.closedAt === null && task.dueAt !== null && due !== undefined
      ? [row('Due', `${inUtc(task.dueAt)} (${due > 0 ? `in ${spanInWords(due)}` : 'now'})`)]
      : []),
    ...(task.instruction === '' ? [] : ['', ...task.instruction.split('\n'), '']),
    row('Choices', task.choices.join(', ')),
    '',
    ...task.history.map((change) => `${inUtc(change.at)}  ${taskChangeInWords(task, change)}`),
  ];
}

export function stateInWords({ state, assignee, choice }: Pick<TaskAnswered, 'state' | 'assignee' | 'choice'>): string {
  switch (state) {
    case 'open':
      return assignee === null ? 'open' : `open, for ${assignee}`;
    case 'claimed':
      return `claimed by ${assignee}`;
    case 'answered':
      return `answered: ${choice}`;
    case 'overdue':
    case 'cancelled':
      return state;
  }
}

export function tasksInColumns(tasks: TaskPage['items']): string[] {
  const lines = tasks.map((task) => [
    task.id,
    task.title,
    task.group ?? task.person ?? '',
    task.userId ?? 'anonymous',
    stateInWords(task),
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
