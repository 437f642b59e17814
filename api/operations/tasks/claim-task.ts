import { z } from 'zod';
import { claimTask as claim } from '../../../services/tasks/operate.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { taskClaimed, taskClosed, taskNotAsked } from './errors.ts';
import { claimedTask } from './examples.ts';
import { operatedTask, taskBody, taskOf } from './operate.ts';
import { byPerson, taskViewSchema } from './schemas.ts';

export const claimTask = defineOperation({
  ...operatedTask,
  id: 'claimTask',
  path: '/v1/tasks/{id}/claim',
  summary: 'Claim a task',
  description: 'Of several who claim it at once, one has it. Claimed again by the same person, it stays theirs.',
  body: {
    ...taskBody,
    schema: z.strictObject({ person: byPerson }),
    examples: { ann: { summary: 'For Ann', value: { person: 'ann@example.com' } } },
  },
  answer: {
    description: 'The task, claimed.',
    schema: taskViewSchema,
    examples: { claimed: { summary: 'It is hers now', value: claimedTask } },
  },
  errors: [taskClosed, taskClaimed, taskNotAsked, dataRefused],
  handle: async ({ params: { id }, body: { person }, workspace }, { database }) =>
    taskOf(id, await claim(database, { workspace, id }, person)),
});
