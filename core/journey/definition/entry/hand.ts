import { z } from 'zod';
import { defineDirectEntry, directEntryFields } from '../direct-entry.ts';

/** hand: see ../direct-entry.ts. */
export const handEntrySchema = z
  .strictObject({ on: z.literal('hand'), ...directEntryFields })
  .describe('A person lets a customer enter by hand.');

export const handEntry = defineDirectEntry({
  on: 'hand',
  schema: handEntrySchema,
  example: { on: 'hand', data: { reason: 'text' } },
  words: 'by hand',
});
