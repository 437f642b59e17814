import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../base/duration.ts';

const LEAST_DAYS = 92;

const keptFor = isoDurationSchema
  .refine(
    (duration) => (lengthOf(duration) ?? 0) >= LEAST_DAYS * 86_400_000,
    `must be at least ${LEAST_DAYS} days, in weeks or days: caps and conditions look so far back`,
  )
  .optional();

/** How long what happened is stored. */
export const retentionSchema = z
  .strictObject({
    events: keptFor.describe('Events; without a limit by default. Entry events of open runs stay.'),
    runs: keptFor.describe(
      'Inputs, visits, calls, tasks and answers of runs that have ended. When and why they ended stays, for re-entry.',
    ),
    messages: keptFor.describe('Messages of the ledger with their attempts and feedback, of runs that have ended.'),
  })
  .prefault({})
  .describe('How long events, ended runs and messages are stored. Workers delete once a day.');
