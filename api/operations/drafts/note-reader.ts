import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { noteReader as note } from '../../../store/drafts/drafts.ts';
import { defineOperation } from '../../define-operation.ts';
import { draftNotFound, draftParams, readerSchema } from './schemas.ts';

export const noteDraftReader = defineOperation({
  id: 'noteDraftReader',
  method: 'put',
  path: '/v1/journeys/{id}/draft/readers',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  isReading: true,
  summary: 'Say that a page has the draft open',
  description: 'It counts for half a minute; a page that stays open says so again.',
  params: draftParams,
  notFound: draftNotFound,
  body: {
    limit: 1024,
    depth: 3,
    schema: z.strictObject({
      page: z
        .string()
        .regex(/^[\w-]{1,40}$/)
        .describe('A name that the page has drawn.'),
      step: idSchema.nullable().describe('The step whose panel is open.'),
    }),
    examples: { open: { summary: 'The panel of a step is open', value: { page: 'k3Jx0', step: 'hello' } } },
  },
  answer: {
    description: 'All pages that have it open.',
    schema: z.strictObject({ readers: z.array(readerSchema) }),
    examples: {
      two: { summary: 'This one', value: { readers: [{ page: 'k3Jx0', reader: 'ann@shop.example', step: 'hello' }] } },
    },
  },
  errors: [],
  async handle({ params: { id }, body: { page, step }, workspace, keyTitle }, { database }) {
    const readers = await note(database, { workspace, id }, { page, step, reader: keyTitle });
    if (!readers.some((each) => each.page === page)) throw draftNotFound(id);
    return { readers };
  },
});
