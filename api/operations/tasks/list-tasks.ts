import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { listTasks as findTasks } from '../../../store/tasks/task-views.ts';
import { taskStates } from '../../../store/tasks/tasks.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { taskSummary } from './examples.ts';
import { taskPageSchema } from './schemas.ts';

export const listTasks = defineOperation({
  id: 'listTasks',
  method: 'get',
  path: '/v1/tasks',
  tag: 'tasks',
  key: 'admin',
  right: 'look',
  summary: 'List tasks',
  description: 'Page by page.',
  query: z.strictObject({
    group: idSchema.optional().describe('Only tasks that this group is asked for.'),
    assignee: z.string().min(1).max(254).optional().describe('Only tasks that this person has, or whose turn it is.'),
    state: z
      .enum([...taskStates, 'unanswered'])
      .optional()
      .describe('Only tasks in this state; unanswered: open and claimed.'),
    userId: z.string().min(1).max(255).optional().describe('Only tasks about the customer with this userId.'),
    order: z
      .enum(['newest', 'due'])
      .default('newest')
      .describe('newest: the newest first. due: what is due first, then what has no end.'),
    ...pageQuery('Tasks'),
  }),
  answer: {
    description: 'One page.',
    schema: taskPageSchema,
    examples: { last: { summary: 'A last page', value: { items: [taskSummary], next: null } } },
  },
  errors: [dataRefused],
  async handle({ query, workspace }, { database }) {
    const items = await findTasks(database, { workspace, ...query });
    return { items, next: nextPage(items, query) };
  },
});
