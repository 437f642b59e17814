import { z } from 'zod';
import { showMessage } from '../../../services/inbox/inbox.ts';
import { listInboxMessages as findMessages } from '../../../store/inbox/inbox.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { inboxMessage } from './examples.ts';
import { inboxMessageSchema } from './schemas.ts';

const ofAnyoneSchema = inboxMessageSchema.extend({
  customerId: z.uuid(),
  userId: z.string().nullable().describe('By which the customer opens the inbox.'),
  deliveredAt: moment.nullable().describe('When it was first fetched or streamed.'),
});

export const listInboxMessages = defineOperation({
  id: 'listInboxMessages',
  method: 'get',
  path: '/v1/in-app-messages',
  tag: 'inbox',
  key: 'admin',
  right: 'look',
  summary: 'List in-app messages of all customers',
  description: 'Newest first, page by page, with what became of each; also those that were dismissed or have expired.',
  query: z.strictObject({
    userId: z.string().min(1).max(255).optional().describe('Only those of the customer with this userId.'),
    ...pageQuery('Messages'),
  }),
  answer: {
    description: 'One page.',
    schema: z.strictObject({
      items: z.array(ofAnyoneSchema),
      next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
    }),
    examples: {
      last: {
        summary: 'A last page',
        value: {
          items: [
            {
              ...inboxMessage,
              customerId: '01a2042f-b4d6-7c01-8f0e-2b7c5a9e6d13',
              userId: 'u1',
              deliveredAt: '2026-11-22T19:20:23.100Z',
            },
          ],
          next: null,
        },
      },
    },
  },
  errors: [dataRefused],
  async handle({ query, workspace }, { database }) {
    const found = await findMessages(database, workspace, query);
    const items = found.map(({ deliveredAt, ...message }) => ({
      ...showMessage({ ...message, deliveredAt }),
      deliveredAt,
    }));
    return { items: items as never, next: nextPage(items, query) };
  },
});
