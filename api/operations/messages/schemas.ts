import { z } from 'zod';
import { attemptOutcomes, messageStates } from '../../../store/messages/messages.ts';
import { moment } from '../../codecs.ts';
import { exampleMessageId } from './errors.ts';

export const messageSummarySchema = z.strictObject({
  id: z.uuid().describe('By this its receivers know it.'),
  journeyRunId: z.uuid().nullable(),
  customerId: z.uuid(),
  userId: z.string().nullable(),
  journey: z.string().nullable(),
  step: z.string().nullable(),
  channel: z.string(),
  template: z.string(),
  templateVersion: z.int().nullable().describe('The version that was rendered last; null before.'),
  state: z.enum(messageStates),
  attempt: z.int().describe('How many attempts there were.'),
  rule: z.string().nullable().describe('Which rule said no, or later.'),
  ruleValue: z.string().nullable().describe('What the rule went by.'),
  errorCode: z.string().nullable().describe('Of its newest attempt.'),
  createdAt: moment.describe('When it was requested.'),
  updatedAt: moment,
  deliveredAt: moment.nullable(),
  openedAt: moment.nullable(),
  clickedAt: moment.nullable(),
  why: z.string().nullable().describe('Of one that was not sent: why, as a sentence.'),
});

export const messageSummary = {
  id: exampleMessageId,
  journeyRunId: '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a02',
  customerId: '01934d2f-7c44-7a3e-9b1a-5f2f6f1c8a03',
  userId: 'ann',
  journey: 'welcome',
  step: 'hello',
  channel: 'email',
  template: 'hello',
  templateVersion: 1,
  state: 'accepted',
  attempt: 1,
  rule: null,
  ruleValue: null,
  errorCode: null,
  createdAt: '2026-11-26T10:00:00.000Z',
  updatedAt: '2026-11-26T10:00:02.000Z',
  deliveredAt: null,
  openedAt: null,
  clickedAt: null,
  why: null,
};

const attemptSchema = z.strictObject({
  attempt: z.int(),
  channel: z.string(),
  outcome: z.enum(attemptOutcomes).nullable().describe('Null: it is under way.'),
  providerId: z.string().nullable().describe('What the provider answered when it accepted the message.'),
  errorCode: z.string().nullable(),
  errorId: z.uuid().nullable(),
  errorText: z.string().nullable().describe('It may quote the provider, and what the provider was told.'),
  startedAt: moment,
  endedAt: moment.nullable(),
});

const feedbackSchema = z.strictObject({
  kind: z.string(),
  source: z.string().describe('The provider that reported it, or tracking.'),
  bounce: z.string().nullable(),
  url: z.string().nullable().describe('Of a click.'),
  machine: z.string().nullable().describe('By which sign it was no person; null: a person, or not decided yet.'),
  occurredAt: moment,
});

const renderingSchema = z.strictObject({
  source: z
    .enum(['delivered', 'recorded-version', 'live-version'])
    .describe(
      "delivered: as it was delivered. recorded-version: rendered again from the template's version that was rendered last, with the customer's traits of today. live-version: nothing was rendered yet; as it would be now.",
    ),
  version: z.int().nullable().describe("The template's."),
  parts: z.record(z.string(), z.string()).describe('E-mail: subject, html, text.'),
  missing: z.array(z.string()).describe('Variables that have no value today.'),
  problem: z.string().nullable().describe('Why it can not be rendered any more.'),
});

export const messageDetailsSchema = messageSummarySchema.extend({
  visit: z.int().nullable().describe('The visit of the run that sends it.'),
  language: z.string().nullable().describe('Of the parts that were rendered last; null: those without a language.'),
  acceptedAt: moment.nullable(),
  attempts: z.array(attemptSchema).describe('The newest ones, oldest first.'),
  feedback: z.array(feedbackSchema).describe('What came back about it, the newest, oldest first.'),
  decisions: z
    .array(z.strictObject({ decision: z.string(), decidedBy: z.string(), why: z.string(), at: moment }))
    .describe('What operators decided about a message without an outcome.'),
  rendering: renderingSchema.describe('GET /v1/messages/{id}/page shows its HTML.'),
});
