import { z } from 'zod';
import { listRuns as findRuns } from '../../../store/runs/run-views.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
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
    ...pageQuery('Runs'),
  }),
  answer: {
    description: 'One page.',
    schema: runPageSchema,
    examples: { last: { summary: 'A last page', value: { items: [runSummary], next: null } } },
  },
  errors: [dataRefused],
  async handle({ query, workspace }, { database }) {
    const items = await findRuns(database, { workspace, ...query });
    return { items, next: nextPage(items, query) };
  },
});
