import { z } from 'zod';
import { releaseTask as release } from '../../../services/tasks/operate.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { taskClaimed, taskClosed, taskNotAsked, taskUnclaimed } from './errors.ts';
import { releasedTask } from './examples.ts';
import { operatedTask, taskBody, taskOf } from './operate.ts';
import { byPerson, taskViewSchema } from './schemas.ts';

export const releaseTask = defineOperation({
  ...operatedTask,
  id: 'releaseTask',
  path: '/v1/tasks/{id}/release',
  summary: 'Release a task',
  description: 'Who has claimed it gives it back: everybody who is asked may claim it again.',
  body: {
    ...taskBody,
    schema: z.strictObject({ person: byPerson }),
    examples: { ann: { summary: 'For Ann', value: { person: 'ann@example.com' } } },
  },
  answer: {
    description: 'The task, open again.',
    schema: taskViewSchema,
    examples: { open: { summary: 'It is open again', value: releasedTask } },
  },
  errors: [taskClosed, taskClaimed, taskUnclaimed, taskNotAsked, dataRefused],
  handle: async ({ params: { id }, body: { person }, workspace }, { database }) =>
    taskOf(id, await release(database, { workspace, id }, person)),
});
