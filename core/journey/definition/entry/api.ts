import { z } from 'zod';
import { defineDirectEntry, directEntryFields } from '../direct-entry.ts';

/** api: see ../direct-entry.ts. */
export const apiEntrySchema = z
  .strictObject({ on: z.literal('api'), ...directEntryFields })
  .describe('A customer enters by a call of the API, with a payload.');

export const apiEntry = defineDirectEntry({
  on: 'api',
  schema: apiEntrySchema,
  example: { on: 'api', data: { cart_id: 'text', 'note?': 'text' } },
  words: 'by a call of the API',
});
