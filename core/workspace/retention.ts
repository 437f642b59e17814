import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../base/duration.ts';

const LEAST_DAYS = 92;
const DAY_MS = 86_400_000;

const keptFor = isoDurationSchema
  .refine(
    (duration) => (lengthOf(duration) ?? 0) >= LEAST_DAYS * DAY_MS,
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
    failures: isoDurationSchema
      .refine((duration) => (lengthOf(duration) ?? 0) >= DAY_MS, 'must be at least a day, in weeks, days or hours')
      .default('P30D')
      .describe('Texts of errors. Those of a stuck run stay as long as it is stuck.'),
    messages: keptFor.describe('Messages of the ledger with their attempts and feedback, of runs that have ended.'),
  })
  .prefault({})
  .describe('How long events, ended runs and messages are stored. Workers delete once a day.');
