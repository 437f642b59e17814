import { z } from 'zod';
import { listUnknownMessages as list } from '../../../store/messages/unknown-messages.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { exampleMessageId } from './errors.ts';

const unknownMessageSchema = z.strictObject({
  id: z.uuid(),
  journeyRunId: z.uuid().nullable(),
  customerId: z.uuid(),
  userId: z.string().nullable(),
  journey: z.string().nullable(),
  step: z.string().nullable(),
  channel: z.string(),
  template: z.string(),
  since: moment.describe('When it became unknown.'),
  errorCode: z.string().nullable().describe('Of its newest attempt; null: its worker died.'),
});

export const listUnknownMessages = defineOperation({
  id: 'listUnknownMessages',
  method: 'get',
  path: '/v1/messages/unknown',
  tag: 'messages',
  key: 'admin',
  right: 'look',
  summary: 'List messages without an outcome',
  description: `They may have arrived or not: a worker died, or the connection broke, while they were sent, and their provider
drops no repeats. Ask the provider for their Message-ID, <id>@…, then resend or accept each. Newest first.`,
  query: z.strictObject({
    ...pageQuery('Messages'),
  }),
  answer: {
    description: 'One page.',
    schema: z.strictObject({ items: z.array(unknownMessageSchema), next: z.uuid().nullable() }),
    examples: {
      one: {
        summary: 'A last page',
        value: {
          items: [
            {
              id: exampleMessageId,
              journeyRunId: '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a02',
              customerId: '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a03',
              userId: 'ann',
              journey: 'welcome',
              step: 'hello',
              channel: 'email',
              template: 'hello',
              since: '2026-11-26T10:00:00.000Z',
              errorCode: 'smtp-etimedout',
            },
          ],
          next: null,
        },
      },
    },
  },
  errors: [],
  async handle({ query, workspace }, { database }) {
    const items = await list(database, { workspace, after: query.after, limit: query.limit });
    return { items, next: nextPage(items, query) };
  },
});
