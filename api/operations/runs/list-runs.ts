import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { listRuns as findRuns } from '../../../store/runs/run-views.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { runSummary } from './examples.ts';
import { runPageSchema } from './schemas.ts';

export const listRuns = defineOperation({
  id: 'listRuns',
  method: 'get',
  path: '/v1/runs',
  tag: 'runs',
  key: 'admin',
  right: 'look',
  summary: 'List runs',
  description: 'Newest first, page by page.',
  query: z.strictObject({
    userId: z.string().min(1).max(255).optional().describe('Only runs of the customer with this userId.'),
    journey: idSchema.optional().describe('Only runs of this journey.'),
    status: z
      .enum(['open', 'ended', 'stuck'])
      .optional()
      .describe('Only runs that are so now; a stuck one is not open.'),
    limit: z.coerce.number().int().min(1).max(200).default(50).describe('Runs on a page.'),
    after: z.uuid().optional().describe('The `next` of the page before.'),
  }),
  answer: {
    description: 'One page.',
    schema: runPageSchema,
    examples: { last: { summary: 'A last page', value: { items: [runSummary], next: null } } },
  },
  errors: [dataRefused],
  async handle({ query, workspace }, { database }) {
    const items = await findRuns(database, { workspace, ...query });
    return { items, next: items.length === query.limit ? (items.at(-1)?.id ?? null) : null };
  },
});
