import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';
import { secretReferenceSchema } from './secret-reference.ts';

/** Forms of reports about messages; one file each in services/delivery/feedback-sources. */
export const feedbackTypes = ['standard', 'sendgrid', 'mailgun'] as const;

/** Who may report what became of messages: POST /v1/feedback/<name>. */
export const feedbackSchema = z
  .record(
    idSchema,
    z.strictObject({
      type: z
        .enum(feedbackTypes)
        .describe(
          'standard: our own form, signed by Standard Webhooks; sendgrid: its Event Webhook; mailgun: its webhooks.',
        ),
      secrets: z
        .array(secretReferenceSchema)
        .min(1)
        .max(2)
        .describe('What verifies the signatures (of SendGrid: its public key); two while one is replaced.'),
    }),
  )
  .default({})
  .describe('Name ▸ who reports what became of messages, at POST /v1/feedback/<name>.');
