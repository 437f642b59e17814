import { z } from 'zod';
import { listRuns as findRuns } from '../../../store/runs/run-views.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { runSummary } from './examples.ts';
import { runFilterQuery } from './filter.ts';
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
    ...runFilterQuery,
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
