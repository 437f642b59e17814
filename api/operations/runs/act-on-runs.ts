import { z } from 'zod';
import { askBulkAct, findBulkAct, MOST_RUNS } from '../../../store/runs/bulk-acts.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { bulkAct, bulkActNotFound, bulkActSchema } from './bulk-schemas.ts';
import { runFilterSchema } from './filter.ts';

/** A page of a list. */
const MOST_IDS = 100;

const requestSchema = z
  .strictObject({
    act: z.enum(['retry', 'exit']).describe('retry: of those that are stuck. exit: of those that have not ended.'),
    reason: z.string().trim().min(1).max(200).optional().describe("Of an exit: it becomes the runs' `endReason`."),
    filter: runFilterSchema.optional().describe('As the query of GET /v1/runs; at least one member.'),
    ids: z.array(z.uuid()).min(1).max(MOST_IDS).optional().describe('Instead of a filter.'),
  })
  .refine(({ act, reason }) => (act === 'exit') === (reason !== undefined), {
    path: ['reason'],
    message: 'an exit has a reason, and a retry has none',
  })
  .refine(({ filter, ids }) => (filter === undefined) !== (ids === undefined), {
    path: ['filter'],
    message: 'give either a filter or ids',
  })
  .refine(({ filter }) => filter === undefined || Object.keys(filter).length > 0, {
    path: ['filter'],
    message: 'an empty filter means every run; name what is meant',
  });

export const actOnRuns = defineOperation({
  id: 'actOnRuns',
  method: 'post',
  path: '/v1/runs/bulk',
  tag: 'runs',
  key: 'admin',
  right: 'operate',
  summary: 'Retry or end many runs',
  description: `The runs that a filter means now are written down, ${MOST_RUNS} at the most, and each is then retried or ended exactly
once, at most 100 a second for each API process. It goes on after a restart. GET /v1/bulk/{id} shows its progress.`,
  body: {
    limit: 64 * 1024,
    depth: 8,
    schema: requestSchema,
    examples: {
      stuck: { summary: 'Those that one cause holds', value: { act: 'retry', filter: { cause: 'smtp-535' } } },
    },
  },
  answer: {
    description: 'The act, which begins at once.',
    schema: bulkActSchema,
    examples: { begun: { summary: 'It has begun', value: bulkAct } },
  },
  errors: [dataRefused],
  async handle({ body: { act, reason, filter, ids }, workspace, keyTitle }, { database }) {
    const runs = ids ?? filter ?? {};
    const id = await askBulkAct(database, { workspace, act, reason, runs, askedBy: keyTitle });
    const asked = await findBulkAct(database, workspace, id);
    if (!asked) throw bulkActNotFound(id);
    return asked;
  },
});
