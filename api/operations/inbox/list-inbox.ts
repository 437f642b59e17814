import { z } from 'zod';
import type { AuthenticatedUser } from '../../../services/access/user-token.ts';
import { readInbox } from '../../../services/inbox/inbox.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { inboxMessage } from './examples.ts';
import { inboxMessageSchema } from './schemas.ts';

export const listInbox = defineOperation({
  id: 'listInbox',
  method: 'get',
  path: '/v1/inbox',
  tag: 'inbox',
  key: 'user',
  summary: 'Read the inbox of the user',
  description:
    'What is neither dismissed nor expired, newest first. A message that is fetched for the first time counts as delivered.',
  query: z.strictObject({
    ...pageQuery('Messages', { most: 100, usual: 20 }),
  }),
  answer: {
    description: 'One page.',
    schema: z.strictObject({
      items: z.array(inboxMessageSchema),
      next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
      unread: z.int().describe('How many messages are unseen, on all pages.'),
      position: z.int().describe('Give it as `after` to the stream, which then sends all that changes from now on.'),
    }),
    examples: {
      one: { summary: 'One unseen message', value: { items: [inboxMessage], next: null, unread: 1, position: 41 } },
    },
  },
  errors: [],
  async handle({ query, user }, { inbox }) {
    const { items, unread, position } = await readInbox(inbox, user as AuthenticatedUser, query);
    return { items, next: nextPage(items, query), unread, position };
  },
});
