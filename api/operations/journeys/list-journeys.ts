import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { listLiveJourneys } from '../../../store/journeys/journeys.ts';
import { defineOperation } from '../../define-operation.ts';
import { publishedAt, trialHash } from './examples.ts';
import { versionFields } from './schemas.ts';

export const listJourneys = defineOperation({
  id: 'listJourneys',
  method: 'get',
  path: '/v1/journeys',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List the live versions',
  description: 'Each journey with the version that customers enter now. All of them: there is one page.',
  answer: {
    description: 'The journeys, by id.',
    schema: z.strictObject({
      items: z.array(z.strictObject({ id: idSchema, title: z.string().optional(), ...versionFields })),
      next: z.null(),
    }),
    examples: {
      one: {
        summary: 'One journey',
        value: { items: [{ id: 'trial', title: 'Trial', version: 1, hash: trialHash, publishedAt }], next: null },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const live = await listLiveJourneys(database, workspace);
    const items = live.map(({ journeyId, ...journey }) => ({ id: journeyId, ...journey }));
    return { items, next: null };
  },
});
