import { renderStoredMessage } from '../../../services/content/rendered-message.ts';
import { findMessage } from '../../../store/messages/message-view.ts';
import { defineOperation } from '../../define-operation.ts';
import { messageNotFound, messageParams } from './errors.ts';
import { whyNot } from './list-messages.ts';
import { messageDetailsSchema, messageSummary } from './schemas.ts';

export const getMessage = defineOperation({
  id: 'getMessage',
  method: 'get',
  path: '/v1/messages/{id}',
  tag: 'messages',
  key: 'admin',
  right: 'look',
  summary: 'Read one message',
  description: 'With its attempts, what came back about it, and as rendered.',
  params: messageParams,
  notFound: messageNotFound,
  answer: {
    description: 'The message.',
    schema: messageDetailsSchema,
    examples: {
      accepted: {
        summary: 'A mail that was accepted',
        value: {
          ...messageSummary,
          visit: 2,
          language: null,
          acceptedAt: '2026-11-26T10:00:02.000Z',
          attempts: [
            {
              attempt: 1,
              channel: 'email',
              outcome: 'accepted',
              providerId: '250 OK',
              errorCode: null,
              errorId: null,
              errorText: null,
              startedAt: '2026-11-26T10:00:01.000Z',
              endedAt: '2026-11-26T10:00:02.000Z',
            },
          ],
          feedback: [],
          decisions: [],
          rendering: {
            source: 'recorded-version',
            version: 1,
            parts: { subject: 'Hello Ann', html: '<p>Hello Ann</p>', text: 'Hello Ann' },
            missing: [],
            problem: null,
          },
        },
      },
    },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const [message, rendering] = await Promise.all([
      findMessage(database, workspace, id),
      renderStoredMessage(database, workspace, id),
    ]);
    if (!message || !rendering) throw messageNotFound(id);
    return { ...message, why: whyNot(message), rendering };
  },
});
