import { z } from 'zod';
import { pathNameSchema } from '../../../core/journey/definition/index.ts';
import { answerTask as answer } from '../../../services/tasks/operate.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { noSuchChoice, taskClaimed, taskClosed, taskNotAsked } from './errors.ts';
import { answeredTask } from './examples.ts';
import { operatedTask, taskBody, taskOf } from './operate.ts';
import { byPerson, noteSchema, taskViewSchema } from './schemas.ts';

export const answerTask = defineOperation({
  ...operatedTask,
  id: 'answerTask',
  path: '/v1/tasks/{id}/answer',
  summary: 'Answer a task',
  description:
    'The run goes on by the choice. An open task needs no claim before it. Of several answers at once one counts; the others are answered with it.',
  body: {
    ...taskBody,
    schema: z.strictObject({ person: byPerson, choice: pathNameSchema, note: noteSchema }),
    examples: {
      reached: {
        summary: 'With a note',
        value: { person: 'ann@example.com', choice: 'reached', note: 'Wants a quote by Friday.' },
      },
    },
  },
  answer: {
    description: 'The task, answered.',
    schema: taskViewSchema,
    examples: { answered: { summary: 'It is answered', value: answeredTask } },
  },
  errors: [taskClosed, taskClaimed, taskNotAsked, noSuchChoice, dataRefused],
  handle: async ({ params: { id }, body, workspace }, { database }) =>
    taskOf(id, await answer(database, { workspace, id }, body), body.choice),
});
