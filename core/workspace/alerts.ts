import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';
import { secretReferenceSchema } from './secret-reference.ts';

/** Where alerts to people inside the company go: used by send steps as channel "alert:<name>", and by tasks. */
export const alertsSchema = z
  .record(
    idSchema,
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('slack').describe('Posts to an incoming webhook.'),
        url: secretReferenceSchema.describe('An incoming webhook of Slack, Mattermost or Discord (/slack).'),
      }),
      z.strictObject({
        type: z.literal('email').describe('Sends an e-mail.'),
        to: z.array(z.email().max(254)).min(1).max(20).describe('Addresses of people inside.'),
      }),
    ]),
  )
  .default({})
  .describe('Name ▸ where its alerts go.');
