import { z } from 'zod';
import { describeTestOutcome, testSendStates } from '../../../core/message/test-outcome.ts';
import type { TestSendRow } from '../../../store/messages/test-sends.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';

export const channelParam = z.string().min(1).max(210).describe('Such as "email" or "webhook:crm".');

export const channelUnknown = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such channel, or it sends no tests',
  text: (id: string) => ({
    where: `channels.${id}`,
    problem: `there is no channel "${id}" that sends tests`,
    remedy: 'GET /v1/channels lists the channels. One with a name is declared in the configuration of the workspace.',
  }),
  example: ['fax'],
});

export const testSendSchema = z.strictObject({
  id: z.uuid(),
  channel: z.string(),
  state: z
    .enum(testSendStates)
    .describe(
      'waiting: for a worker, which looks every second. not-taken: no worker with a provider came in 30 seconds.',
    ),
  code: z.string().nullable().describe('Of a failure, such as "smtp-535".'),
  detail: z.string().nullable().describe('What the provider answered.'),
  text: z.string().describe('What became of it, as a sentence.'),
  askedBy: z.string(),
  askedAt: moment,
  answeredAt: moment.nullable(),
});

export const exampleTestSend = {
  id: '01a2042f-b4e2-72fe-95bd-718adb295762',
  channel: 'email',
  state: 'accepted',
  code: null,
  detail: '250 2.0.0 OK: queued',
  text: 'The provider took it: 250 2.0.0 OK: queued',
  askedBy: 'ann@example.com',
  askedAt: '2026-11-26T19:24:12.318Z',
  answeredAt: '2026-11-26T19:24:12.940Z',
} as const;

export function testSendView(row: TestSendRow) {
  return { ...row, text: describeTestOutcome(row) };
}
