import { z } from 'zod';
import type { TaskView } from '../../../store/tasks/task-views.ts';
import type { TaskState } from '../../../store/tasks/tasks.ts';
import { defineError } from '../../define-error.ts';
import { taskId } from './examples.ts';

export const taskParams = z.strictObject({ id: z.uuid().describe('The id of a task.') });

export const taskNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such task',
  text: (id: string) => ({
    where: `tasks.${id}`,
    problem: 'there is no such task',
    remedy: 'GET /v1/tasks lists them.',
  }),
  example: [taskId],
});

type Closed = Pick<TaskView, 'id' | 'state' | 'choice' | 'assignee'>;

const ends: Readonly<Record<Exclude<TaskState, 'open' | 'claimed'>, (task: Closed) => string>> = {
  answered: ({ choice, assignee }) => `it was answered "${choice}" by ${assignee}`,
  overdue: () => 'it was not answered in time, and the run has gone on',
  cancelled: () => 'the run left before an answer came',
};

/** Says what happened instead. */
export const taskClosed = defineError({
  status: 409,
  code: 'task-closed',
  when: 'the task is answered, overdue or cancelled',
  text: (task: Closed) => ({
    where: `tasks.${task.id}`,
    problem: `the task is closed: ${ends[task.state as keyof typeof ends]?.(task) ?? task.state}`,
    remedy: 'Nothing is left to do for it.',
  }),
  example: [{ id: taskId, state: 'answered', choice: 'reached', assignee: 'ann@example.com' }],
});

export const taskClaimed = defineError({
  status: 409,
  code: 'task-claimed',
  when: 'somebody else has claimed the task',
  text: (id: string, by: string) => ({
    where: `tasks.${id}`,
    problem: `${by} has claimed the task`,
    remedy: 'Let them release it first, or leave it to them.',
  }),
  example: [taskId, 'ben@example.com'],
});

export const taskUnclaimed = defineError({
  status: 409,
  code: 'task-unclaimed',
  when: 'nobody has claimed the task',
  text: (id: string) => ({
    where: `tasks.${id}`,
    problem: 'nobody has claimed the task',
    remedy: 'There is nothing to release.',
  }),
  example: [taskId],
});

export const taskNotAsked = defineError({
  status: 409,
  code: 'task-not-asked',
  when: 'the person is not asked',
  text: ({ id, group, person }: Pick<TaskView, 'id' | 'group' | 'person'>) => ({
    where: `tasks.${id}`,
    problem: group === null ? `only ${person} is asked` : `only members of the group "${group}" are asked`,
    remedy: 'Give a person who is asked, or add them to the group in the configuration of the workspace.',
  }),
  example: [{ id: taskId, group: 'sales', person: null }],
});

export const noSuchChoice = defineError({
  status: 422,
  code: 'no-such-choice',
  when: 'the choice is none of the task',
  text: (choice: string, choices: readonly string[]) => ({
    where: 'body.choice',
    problem: `"${choice}" is none of the choices, which are ${choices.join(', ')}`,
    remedy: 'Give one of the choices that GET shows of the task.',
  }),
  example: ['reachd', ['reached', 'lost']],
});
