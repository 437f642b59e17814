import { z } from 'zod';
import { exitRun as exit } from '../../../store/runs/operate.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { runEnded } from './errors.ts';
import { answerOf, operated } from './operate.ts';

export const exitRun = defineOperation({
  ...operated,
  id: 'exitRun',
  right: 'support',
  path: '/v1/runs/{id}/exit',
  summary: 'End a run',
  description: 'As if an exit rule had matched, at whatever step it is; a stuck one, too.',
  body: {
    limit: 4 * 1024,
    depth: 8,
    schema: z.strictObject({
      reason: z.string().trim().min(1).max(200).describe("Why it ends; it becomes the run's `endReason`."),
    }),
    examples: { reason: { summary: 'With a reason', value: { reason: 'asked by phone to be left alone' } } },
  },
  errors: [runEnded, dataRefused],
  handle: async ({ params: { id }, body: { reason }, workspace }, { database }) =>
    answerOf(id, await exit(database, workspace, id, reason)),
});
