import { z } from 'zod';
import { readExperiments } from '../../../services/experiments/read.ts';
import { createShortCache } from '../../../store/database/short-cache.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSummary, experimentSummary, summaryOf } from './schemas.ts';

const cache = createShortCache<Awaited<ReturnType<typeof readExperiments>>>();

export const listExperiments = defineOperation({
  id: 'listExperiments',
  method: 'get',
  path: '/v1/experiments',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List experiments',
  description: `One for each split and each holdout of the live journeys, and the global control; nobody makes them. Those that no
live version has any more come last. The figures may be some seconds old.`,
  answer: {
    description: 'All of them, with what can be said of each.',
    schema: z.strictObject({ items: z.array(experimentSummary) }),
    examples: { one: { summary: 'An experiment that goes on', value: { items: [exampleSummary] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const found = await cache(database, workspace, () => readExperiments(database, workspace));
    return { items: found.map(summaryOf) };
  },
});
