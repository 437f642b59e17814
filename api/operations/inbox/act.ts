import { z } from 'zod';
import type { AuthenticatedUser } from '../../../services/access/user-token.ts';
import { actOnInbox } from '../../../services/inbox/inbox.ts';
import type { InboxAction } from '../../../store/inbox/inbox.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { inboxMessage } from './examples.ts';
import { markedSchema } from './schemas.ts';

const inboxMessageNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: "there is no such message in this user's inbox",
  text: (id: string) => ({
    where: `inbox.${id}`,
    problem: "there is no such message in this user's inbox",
    remedy: 'GET /v1/inbox lists what is there.',
  }),
  example: [inboxMessage.id],
});

const marked = {
  description: 'It is noted.',
  schema: markedSchema,
  examples: { noted: { summary: 'Nothing is unseen any more', value: { unread: 0 } } },
};

const summaries: Readonly<Record<InboxAction, readonly [id: string, summary: string, description: string]>> = {
  seen: ['markSeen', 'Say that a message was seen', 'It comes back as the event Message Seen, once.'],
  clicked: [
    'markClicked',
    'Say that a message was clicked',
    'It was seen, too. It comes back as Message Clicked, once.',
  ],
  dismissed: [
    'markDismissed',
    'Take a message out of the inbox',
    'It was seen, too. It comes back as the event Message Dismissed, once.',
  ],
};

function defineAction(action: InboxAction) {
  const [id, summary, description] = summaries[action];
  return defineOperation({
    id,
    method: 'post',
    path: `/v1/inbox/{id}/${action}`,
    tag: 'inbox',
    key: 'user',
    summary,
    description,
    params: z.strictObject({ id: z.uuid().describe('The id of a message.') }),
    notFound: inboxMessageNotFound,
    answer: marked,
    errors: [],
    async handle({ params, user }, { inbox }) {
      const { known, unread } = await actOnInbox(inbox, user as AuthenticatedUser, action, [params.id]);
      if (known.length === 0) throw inboxMessageNotFound(params.id);
      return { unread };
    },
  });
}

export const markSeen = defineAction('seen');
export const markClicked = defineAction('clicked');
export const markDismissed = defineAction('dismissed');

export const markManySeen = defineOperation({
  id: 'markManySeen',
  method: 'post',
  path: '/v1/inbox/seen',
  tag: 'inbox',
  key: 'user',
  summary: 'Say that messages were seen',
  description: 'As each alone. Ids that are not in this inbox change nothing.',
  body: {
    limit: 16 * 1024,
    depth: 4,
    schema: z.strictObject({ ids: z.array(z.uuid()).min(1).max(100) }),
    examples: { one: { summary: 'One message', value: { ids: [inboxMessage.id] } } },
  },
  answer: marked,
  errors: [],
  async handle({ body: { ids }, user }, { inbox }) {
    const { unread } = await actOnInbox(inbox, user as AuthenticatedUser, 'seen', ids);
    return { unread };
  },
});
