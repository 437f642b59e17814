import { z } from 'zod';
import { findTestSend } from '../../../store/messages/test-sends.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleTestSend, testSendSchema, testSendView } from './schemas.ts';

const testSendNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such test message, or it is a day old',
  text: (id: string) => ({
    where: `test-sends.${id}`,
    problem: 'there is no such test message any more',
    remedy: 'Send another one: POST /v1/channels/email/test.',
  }),
  example: [exampleTestSend.id],
});

export const getTestSend = defineOperation({
  id: 'getTestSend',
  method: 'get',
  path: '/v1/test-sends/{id}',
  tag: 'messages',
  key: 'admin',
  right: 'look',
  summary: 'What became of a test message',
  description: 'Kept for a day.',
  params: z.strictObject({ id: z.uuid().describe('As the answer to the test had it.') }),
  notFound: testSendNotFound,
  answer: {
    description: 'How it stands.',
    schema: testSendSchema,
    examples: { accepted: { summary: 'The provider took it', value: exampleTestSend } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const found = await findTestSend(database, { workspace, id });
    if (!found) throw testSendNotFound(id);
    return testSendView(found);
  },
});
