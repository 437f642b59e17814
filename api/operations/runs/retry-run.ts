import { retryRun as retry } from '../../../store/runs/operate.ts';
import { defineOperation } from '../../define-operation.ts';
import { runEnded, runNotStuck } from './errors.ts';
import { answerOf, operated } from './operate.ts';

export const retryRun = defineOperation({
  ...operated,
  id: 'retryRun',
  right: 'operate',
  path: '/v1/runs/{id}/retry',
  summary: 'Try a stuck run again',
  description: 'It goes on from its current step.',
  errors: [runEnded, runNotStuck],
  handle: async ({ params: { id }, workspace }, { database }) => answerOf(id, await retry(database, workspace, id)),
});
