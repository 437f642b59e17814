import { z } from 'zod';
import { defineDirectEntry, directEntryFields } from '../direct-entry.ts';

/** hand-off: see ../direct-entry.ts. */
export const handOffEntrySchema = z
  .strictObject({ on: z.literal('hand-off'), ...directEntryFields })
  .describe('A customer enters from another journey, by its step `start-journey`.');

export const handOffEntry = defineDirectEntry({
  on: 'hand-off',
  schema: handOffEntrySchema,
  example: { on: 'hand-off', data: { plan: 'text' } },
  words: 'from another journey',
});
