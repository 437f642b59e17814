import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { findShownVersion, listVersions } from '../../../store/journeys/journeys.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { publishedAt, trialHash, trialJourney } from './examples.ts';
import { storedJourneySchema, versionFields } from './schemas.ts';

export const journeyNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such journey',
  text: (id: string) => ({
    where: `journeys.${id}`,
    problem: `there is no journey "${id}"`,
    remedy: 'GET /v1/journeys lists them.',
  }),
  example: ['trail'],
});

export const getJourney = defineOperation({
  id: 'getJourney',
  method: 'get',
  path: '/v1/journeys/{id}',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Read one journey',
  description:
    'The live version with its definition, or the newest one where none is live, and the history of versions.',
  params: z.strictObject({ id: idSchema.describe('The id of a journey.') }),
  notFound: journeyNotFound,
  answer: {
    description: 'The journey.',
    schema: z.strictObject({
      id: idSchema,
      isLive: z.boolean().describe('False: it was unpublished. Nobody enters, and the runs inside go on.'),
      version: versionFields.version,
      hash: versionFields.hash,
      definition: storedJourneySchema,
      versions: z.array(z.strictObject(versionFields)).describe('Newest first.'),
    }),
    examples: {
      trial: {
        summary: 'A journey with one version',
        value: {
          id: 'trial',
          isLive: true,
          version: 1,
          hash: trialHash,
          definition: trialJourney,
          versions: [{ version: 1, hash: trialHash, publishedAt, publishedBy: 'test' }],
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const asked = { workspace, journeyId: id };
    const shown = await findShownVersion(database, asked);
    if (!shown) throw journeyNotFound(id);
    const { version, hash, isLive, definition } = shown;
    const versions = await listVersions(database, asked);
    return { id, isLive, version, hash, definition: { ...definition }, versions };
  },
});
