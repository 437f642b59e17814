import { z } from 'zod';
import { inUtc } from '../../../core/base/calendar.ts';
import { describeNotSent, type UnsentMessage } from '../../../core/message/not-sent.ts';
import { listMessages as list } from '../../../store/messages/message-list.ts';
import { messageStates } from '../../../store/messages/messages.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { messageSummary, messageSummarySchema } from './schemas.ts';

const name = z.string().min(1).max(200).optional();

export const listMessages = defineOperation({
  id: 'listMessages',
  method: 'get',
  path: '/v1/messages',
  tag: 'messages',
  key: 'admin',
  right: 'look',
  summary: 'List messages',
  description: 'The ledger, newest first, page by page.',
  query: z.strictObject({
    customer: z.uuid().optional().describe('Only messages to the customer with this id of ours.'),
    userId: z.string().min(1).max(255).optional().describe('Only messages to the customer with this userId.'),
    run: z.uuid().optional().describe('Only messages of this run.'),
    journey: name.describe('Only messages of this journey.'),
    step: name.describe('Only messages of steps with this id.'),
    template: name.describe('Only messages of this template.'),
    channel: name.describe('Only messages by this channel.'),
    state: z.enum(messageStates).optional().describe('Only messages in this state.'),
    rule: name.describe('Only messages that this rule blocked; with another `state`, those that it holds.'),
    observed: z
      .stringbool()
      .optional()
      .describe('true: only messages of observed runs, none of which left. false: only others.'),
    createdAfter: moment.optional().describe('Only messages that were requested then or later.'),
    createdBefore: moment.optional().describe('Only messages that were requested before.'),
    ...pageQuery('Messages', { most: 100 }),
  }),
  answer: {
    description: 'One page.',
    schema: z.strictObject({ items: z.array(messageSummarySchema), next: z.uuid().nullable() }),
    examples: { last: { summary: 'A last page', value: { items: [messageSummary], next: null } } },
  },
  errors: [dataRefused],
  async handle({ query, workspace }, { database }) {
    const items = await list(database, { workspace, ...query });
    return {
      items: items.map((message) => ({ ...message, why: whyNot(message) })),
      next: nextPage(items, query),
    };
  },
});

/** Null for a message that is on its way, or was sent. */
export function whyNot(message: UnsentMessage): string | null {
  if (['requested', 'claimed', 'sending', 'accepted'].includes(message.state)) return null;
  return describeNotSent(message, (iso) => inUtc(Date.parse(iso)));
}
