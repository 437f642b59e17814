import { z } from 'zod';
import { findBulkAct } from '../../../store/runs/bulk-acts.ts';
import { defineOperation } from '../../define-operation.ts';
import { bulkAct, bulkActNotFound, bulkActSchema } from './bulk-schemas.ts';

export const getBulkAct = defineOperation({
  id: 'getBulkAct',
  method: 'get',
  path: '/v1/bulk/{id}',
  tag: 'runs',
  key: 'admin',
  right: 'look',
  summary: 'Read how far an act on many runs is',
  description: 'It has ended when `endedAt` is set.',
  params: z.strictObject({ id: z.uuid().describe('The id of an act.') }),
  notFound: bulkActNotFound,
  answer: {
    description: 'The act.',
    schema: bulkActSchema,
    examples: { begun: { summary: 'It has begun', value: { ...bulkAct, total: 40, done: 12 } } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const act = await findBulkAct(database, workspace, id);
    if (!act) throw bulkActNotFound(id);
    return act;
  },
});
