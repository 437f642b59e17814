import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';
import { secretReferenceSchema } from './secret-reference.ts';

/** Named endpoints that send steps can use as channel "webhook:<name>". */
export const webhooksSchema = z
  .record(
    idSchema,
    z.strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .describe('Where requests are sent.'),
      secret: secretReferenceSchema.describe('Signs each request (Standard Webhooks).'),
    }),
  )
  .default({})
  .describe('Name ▸ endpoint.');
