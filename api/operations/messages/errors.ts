import { z } from 'zod';
import { defineError } from '../../define-error.ts';

export const exampleMessageId = '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a01';

export const messageParams = z.strictObject({ id: z.uuid().describe('The id of a message.') });

export const messageNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such message',
  text: (id: string) => ({
    where: `messages.${id}`,
    problem: 'there is no such message',
    remedy: 'GET /v1/messages/unknown lists those without an outcome.',
  }),
  example: [exampleMessageId],
});

export const messageDecided = defineError({
  status: 409,
  code: 'message-decided',
  when: 'the message has an outcome, or a decision was made before',
  text: (id: string) => ({
    where: `messages.${id}`,
    problem: 'the message has an outcome, or somebody has decided already',
    remedy: 'Nothing is left to decide.',
  }),
  example: [exampleMessageId],
});
