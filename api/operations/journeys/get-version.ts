import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { findVersion } from '../../../store/journeys/journeys.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { publishedAt, trialHash, trialJourney } from './examples.ts';
import { storedJourneySchema, versionFields } from './schemas.ts';

export const versionNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such version',
  text: (id: string) => ({
    where: `journeys.${id}`,
    problem: 'there is no such version of a journey',
    remedy: 'GET /v1/journeys/{id}/versions lists them.',
  }),
  example: ['trial'],
});

export const versionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const getVersion = defineOperation({
  id: 'getVersion',
  method: 'get',
  path: '/v1/journeys/{id}/versions/{version}',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read one version of a journey',
  description: 'With its definition. Runs stay on the version that they entered.',
  params: z.strictObject({
    id: idSchema.describe('The id of a journey.'),
    version: versionNumber.describe('The number of a version.'),
  }),
  notFound: versionNotFound,
  answer: {
    description: 'The version.',
    schema: z.strictObject({ id: idSchema, ...versionFields, definition: storedJourneySchema }),
    examples: {
      trial: {
        summary: 'A first version',
        value: {
          id: 'trial',
          version: 1,
          hash: trialHash,
          publishedAt,
          publishedBy: 'test',
          definition: trialJourney,
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id, version }, workspace }, { database }) {
    const found = await findVersion(database, { workspace, journeyId: id, version });
    if (!found) throw versionNotFound(id);
    return { id, ...found, definition: { ...found.definition } };
  },
});
