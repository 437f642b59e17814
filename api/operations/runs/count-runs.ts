import { z } from 'zod';
import { createRefreshedCache } from '../../../store/database/refreshed-cache.ts';
import { countRuns as count } from '../../../store/runs/run-views.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { runFilterQuery } from './filter.ts';

/** A list's heading and a bulk act need to know how many, not how many exactly of a million. */
const MOST_COUNTED = 10_000;
/** Numbers that take many reads are some seconds old, so that a list that is watched does not count again and again. */
const KEPT_FROM = 2_000;
const counts = createRefreshedCache<number>((found) => found >= KEPT_FROM);

export const countRuns = defineOperation({
  id: 'countRuns',
  method: 'get',
  path: '/v1/runs/count',
  tag: 'runs',
  key: 'admin',
  right: 'look',
  summary: 'Count runs',
  description: `How many runs a filter means: exactly up to ${MOST_COUNTED - 1}, beyond that "at least". From ${KEPT_FROM.toLocaleString('en-US')} on it is a minute old at most.`,
  query: z.strictObject(runFilterQuery),
  answer: {
    description: 'The number.',
    schema: z.strictObject({
      count: z.int(),
      isLeast: z.boolean().describe('There are at least so many: they were not all counted.'),
    }),
    examples: { few: { summary: 'Counted to the end', value: { count: 1, isLeast: false } } },
  },
  errors: [dataRefused],
  async handle({ query, workspace }, { database }) {
    const filter = { workspace, ...query };
    const found = await counts(database, JSON.stringify(filter), () => count(database, filter, MOST_COUNTED));
    return { count: found, isLeast: found === MOST_COUNTED };
  },
});
