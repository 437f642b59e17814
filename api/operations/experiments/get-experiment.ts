import { z } from 'zod';
import { readExperiment } from '../../../services/experiments/read.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleExperiment, experimentNotFound, experimentView, viewOf } from './schemas.ts';

export const getExperiment = defineOperation({
  id: 'getExperiment',
  method: 'get',
  path: '/v1/experiments/{id}',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read one experiment',
  description: `Its arms, the metrics with their differences and intervals, and what may be concluded. A customer counts once the time of
the metric is over. The interval to decide by holds however often you look.`,
  params: z.strictObject({
    id: z
      .string()
      .max(200)
      .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/)
      .describe('The id of an experiment; its slash is written %2F.'),
  }),
  notFound: experimentNotFound,
  answer: {
    description: 'The experiment.',
    schema: experimentView,
    examples: { one: { summary: 'An experiment that goes on', value: exampleExperiment } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const found = await readExperiment(database, workspace, id);
    if (!found) throw experimentNotFound(id);
    return viewOf(found);
  },
});
