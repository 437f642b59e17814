import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { findShownVersion, listVersions as findVersions } from '../../../store/journeys/journeys.ts';
import { countOpenRuns } from '../../../store/runs/open-run-counts.ts';
import { defineOperation } from '../../define-operation.ts';
import { publishedAt, trialHash } from './examples.ts';
import { journeyNotFound } from './get-journey.ts';
import { versionFields } from './schemas.ts';

export const listVersions = defineOperation({
  id: 'listVersions',
  method: 'get',
  path: '/v1/journeys/{id}/versions',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List the versions of a journey',
  description: 'Who published each and when, and the open runs that are on it.',
  params: z.strictObject({ id: idSchema.describe('The id of a journey.') }),
  notFound: journeyNotFound,
  answer: {
    description: 'The versions, newest first.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          ...versionFields,
          isLive: z.boolean().describe('Customers enter this one now.'),
          open: z.int().describe('Runs on it that have not ended.'),
        }),
      ),
      isEstimated: z.boolean().describe('There are many open runs, and `open` is projected from a sample.'),
      next: z.null(),
    }),
    examples: {
      one: {
        summary: 'One version',
        value: {
          items: [{ version: 1, hash: trialHash, publishedAt, publishedBy: 'test', isLive: true, open: 1 }],
          isEstimated: false,
          next: null,
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const versions = await findVersions(database, { workspace, journeyId: id });
    if (versions.length === 0) throw journeyNotFound(id);
    const shown = await findShownVersion(database, { workspace, journeyId: id });
    const { byVersion, estimated } = await countOpenRuns(database, workspace);
    const items = versions.map((each) => ({
      ...each,
      isLive: shown?.isLive === true && each.version === shown.version,
      open: byVersion.find(({ journey, version }) => journey === id && version === each.version)?.runs ?? 0,
    }));
    return { items, isEstimated: estimated, next: null };
  },
});
