import { z } from 'zod';
import { newId } from '../../../core/base/id.ts';
import { recordFeedback } from '../../../services/delivery/feedback.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { notInTestMode, requireTestMode } from './test-mode.ts';

const noSuchMessage = defineError({
  status: 422,
  code: 'no-such-message',
  when: 'there is no such message',
  text: () => ({
    where: 'body.messageId',
    problem: 'there is no such message',
    remedy: 'GET /v1/runs/{id} lists the messages of a run.',
  }),
  example: [],
});

export const reportTestFeedback = defineOperation({
  id: 'reportTestFeedback',
  method: 'post',
  path: '/v1/test/feedback',
  tag: 'test',
  key: 'admin',
  right: 'admin',
  summary: 'Report what became of a message, as its receiver or a provider would',
  description: 'The report is taken as one of a person, by the same way as those of pixels and links.',
  body: {
    limit: 8 * 1024,
    depth: 8,
    schema: z.strictObject({
      messageId: z.uuid(),
      kind: z.enum(['opened', 'clicked', 'bounced', 'complained', 'answered']),
      bounce: z.enum(['hard', 'soft']).optional().describe('Of a bounce: hard where the address is dead.'),
      url: z.string().max(2_000).optional().describe('Of a click: where it led.'),
      answer: z
        .strictObject({
          question: z.string().min(1).max(100),
          answer: z.string().min(1).max(200),
          score: z.number().optional(),
        })
        .optional()
        .describe('Of an answer: it counts at once.'),
    }),
    examples: {
      opened: { summary: 'Opened', value: { messageId: '01a2042f-b4e2-72fe-95bd-718adb295780', kind: 'opened' } },
    },
  },
  answer: {
    description: 'It is recorded.',
    schema: z.strictObject({ success: z.literal(true) }),
    examples: { done: { summary: 'Recorded', value: { success: true } } },
  },
  errors: [notInTestMode, noSuchMessage],
  async handle({ body, workspace, sender }, services) {
    requireTestMode(services);
    const { database, collector } = services;
    const [outcome] = await recordFeedback(
      { database, submit: (where, events) => collector.submit(where, events, sender) },
      { workspace, source: 'test' },
      [{ ...body, identity: newId() }],
    );
    if (outcome === 'no-such-message') throw noSuchMessage();
    return { success: true as const };
  },
});
