import { z } from 'zod';
import { recountCells } from '../../../store/decisions/cells.ts';
import { defineOperation } from '../../define-operation.ts';

const sums = z.strictObject({ trials: z.number(), goals: z.number(), value: z.number(), squares: z.number() });

export const checkDecisions = defineOperation({
  id: 'checkDecisions',
  method: 'get',
  path: '/v1/decisions/check',
  tag: 'service',
  key: 'admin',
  right: 'look',
  summary: 'Recount what policies learn from',
  description: 'Counts all sums again from decisions and rewards, and lists those that differ: there should be none.',
  answer: {
    description: 'The differences, a hundred at most.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          policy: z.string(),
          candidate: z.string(),
          cohort: z.iso.datetime(),
          context: z.string(),
          kept: sums,
          counted: sums,
        }),
      ),
    }),
    examples: { none: { summary: 'None', value: { items: [] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const found = await recountCells(database);
    return {
      items: found
        .filter((each) => each.workspace === workspace)
        .map(({ workspace: _workspace, cohort, ...others }) => ({ ...others, cohort: new Date(cohort).toISOString() })),
    };
  },
});
