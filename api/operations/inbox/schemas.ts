import { z } from 'zod';
import { inAppPlaces } from '../../../core/message/in-app.ts';
import { moment } from '../../codecs.ts';

const spanSchema = z.strictObject({
  text: z.string(),
  strong: z.literal(true).optional(),
  emphasis: z.literal(true).optional(),
  url: z.string().optional().describe('Where a link leads: https, http, mailto, tel, or a path on your own site.'),
});

export const inboxMessageSchema = z.strictObject({
  id: z.uuid().describe("The message's id, as in the run that sent it."),
  position: z.int().describe('Of its newest change; a stream goes on from the largest.'),
  title: z.string(),
  text: z.string().describe('The body as plain text, with an empty line between paragraphs.'),
  body: z.array(z.array(spanSchema)).describe('The body as paragraphs of spans: show them as text, never as HTML.'),
  url: z.string().nullable().describe('Where a click on the message leads.'),
  button: z.string().nullable().describe('What stands on its button.'),
  place: z
    .enum(inAppPlaces)
    .describe('inbox: in the list only. banner, modal: also over the page, until it is dismissed.'),
  createdAt: moment,
  expiresAt: moment.describe('From then on it is not shown any more.'),
  seenAt: moment.nullable(),
  clickedAt: moment.nullable(),
  dismissedAt: moment.nullable(),
});

export const markedSchema = z.strictObject({
  unread: z.int().describe('How many messages are unseen now.'),
});
