import { z } from 'zod';

/** Whether all journeys are observed. */
export const observeSchema = z
  .strictObject({
    all: z.boolean().default(false).describe('True: runs of all journeys that begin from now on are observed.'),
  })
  .prefault({})
  .describe(
    'Observed journeys take real events and wait as ever, and nothing leaves. When it ends, observed runs exit; a journey alone is observed by its own switch.',
  );
