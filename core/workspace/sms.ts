import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';
import { secretReferenceSchema } from './secret-reference.ts';

const providerSchema = z.strictObject({
  type: z.literal('twilio').describe("Twilio's Messages API, or one that is shaped like it."),
  name: idSchema.describe('Its own: reports and replies come in at POST /v1/sms/<name>.'),
  accountSid: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits')
    .describe('The account.'),
  authToken: secretReferenceSchema.describe('Signs in, and verifies what comes back.'),
  from: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      'must be a number such as +15550100, a short code, a sender of 1 to 11 letters and digits, or a Messaging Service (MG…)',
    )
    .describe('The number, short code, sender or Messaging Service that messages come from.'),
  url: z
    .union([z.url({ protocol: /^https?$/ }).max(500), secretReferenceSchema])
    .default('https://api.twilio.com')
    .describe('Where the API is, or the variable that says it.'),
});

export type SmsProviderConfiguration = z.infer<typeof providerSchema>;

/** Who carries the messages of the channel "sms", and how HELP is answered. Without this section there is no such channel. */
export const smsSchema = z
  .strictObject({
    providers: z
      .array(providerSchema)
      .min(1)
      .max(5)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each provider needs its own name')
      .describe('In this order: the next one gets what the one before is known not to have taken.'),
    help: z
      .string()
      .trim()
      .min(1)
      .max(320)
      .default('Reply STOP to get no more messages, START to get them again.')
      .describe('The answer to HELP and INFO.'),
  })
  .optional()
  .describe('Who carries messages by SMS.');
