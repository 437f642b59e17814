import { z } from 'zod';
import { consentPurposes, consentSources, consentStates, consentSubjectKinds } from '../../../core/customer/consent.ts';
import { moment } from '../../codecs.ts';

export const MOST_STATEMENTS = 100;

const subject = z
  .enum(consentSubjectKinds)
  .describe(
    'topic: marketing about it. channel: every message by it, transactional ones too. marketing-channel: marketing by it. purpose: marketing (all of it), tracking or profiling.',
  );
const name = z
  .string()
  .regex(/^[a-z0-9]+([-:][a-z0-9]+)*$/, 'must be the id of a topic, a channel or a purpose')
  .max(64);
const state = z.enum(consentStates);

export const statementSchema = z
  .strictObject({
    subject,
    name: name.describe('Of the topic, the channel or the purpose.'),
    state,
    at: moment
      .nullable()
      .optional()
      .describe('When it was made; the moment of acceptance unless given. Null: unknown, which counts as withdrawn.'),
    expiresAt: moment.optional().describe('From then on it does not count any more: the end of a pause.'),
  })
  .refine((said) => said.subject !== 'purpose' || consentPurposes.some((purpose) => purpose === said.name), {
    path: ['name'],
    message: `must be a purpose: ${consentPurposes.join(', ')}`,
  });

export const statementsSchema = z
  .array(statementSchema)
  .min(1)
  .max(MOST_STATEMENTS)
  .describe('Of one customer; stored together or not at all.');

export const recordedSchema = z.strictObject({
  customerId: z.uuid().describe('Our own id of the customer.'),
  recorded: z.int().describe('Statements that were taken in; one that is stored already is not stored twice.'),
});

const countingSchema = z.strictObject({
  subject,
  name: z.string(),
  state,
  until: moment.nullable().describe('Of one that ends by itself: when.'),
});

const storedStatementSchema = z.strictObject({
  id: z.uuid(),
  subject,
  name: z.string(),
  state,
  source: z.enum(consentSources).describe('How it came: a hosted page, the API, one click of a mail program, …'),
  at: moment.nullable().describe('When it was made; null: unknown.'),
  acceptedAt: moment,
  expiresAt: moment.nullable(),
  messageId: z.uuid().nullable().describe('The message whose link was used, or that was complained about.'),
});

export const consentPageSchema = z.strictObject({
  customerId: z.uuid().describe('Our own id of the customer.'),
  current: z.array(countingSchema).describe('What counts now, one of each subject that something was stated about.'),
  items: z.array(storedStatementSchema).describe('The history, the newest first.'),
  next: z.uuid().nullable().describe('Give it as `after` for the next page; null on the last one.'),
});
/** As it goes over the wire: moments are ISO 8601. */
export type ConsentPageAnswer = z.input<typeof consentPageSchema>;
