import { findTaskView } from '../../../store/tasks/task-views.ts';
import { defineOperation } from '../../define-operation.ts';
import { taskNotFound, taskParams } from './errors.ts';
import { openTask } from './examples.ts';
import { taskViewSchema } from './schemas.ts';

export const getTask = defineOperation({
  id: 'getTask',
  method: 'get',
  path: '/v1/tasks/{id}',
  tag: 'tasks',
  key: 'admin',
  right: 'look',
  summary: 'Read one task',
  description: 'With its instruction, its choices and all that happened to it.',
  params: taskParams,
  notFound: taskNotFound,
  answer: {
    description: 'The task.',
    schema: taskViewSchema,
    examples: { open: { summary: 'A task that a group is asked for', value: openTask } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const task = await findTaskView(database, workspace, id);
    if (!task) throw taskNotFound(id);
    return task;
  },
});
