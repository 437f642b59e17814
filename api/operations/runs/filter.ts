import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { runStatuses } from '../../../store/runs/run-filter.ts';
import { moment } from '../../codecs.ts';

const name = z.string().min(1).max(200);

/** Which runs are meant, in a query or a body. */
const fields = {
  userId: z.string().min(1).max(255).optional().describe('Only runs of the customer with this userId.'),
  customer: z.uuid().optional().describe('Only runs of the customer with this id of ours.'),
  journey: idSchema.optional().describe('Only runs of this journey.'),
  step: idSchema
    .optional()
    .describe('Only runs that wait at this step now; with `path`, `came` or `blockedBy` it says of which step.'),
  path: name.optional().describe('Only runs that left a step by this path.'),
  status: z.enum(runStatuses).optional().describe('Only runs that are so now; a stuck one is not open.'),
  endReason: name.optional().describe('Only runs that ended for this reason.'),
  blockedBy: name.optional().describe('Only runs with a message that this rule blocked.'),
  cause: name.optional().describe('Only runs that are stuck by an error with this code.'),
  enteredAfter: moment.optional().describe('Only runs that entered then or later.'),
  enteredBefore: moment.optional().describe('Only runs that entered before.'),
};

export const runFilterQuery = {
  ...fields,
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('Only runs on this version.'),
  observed: z.stringbool().optional().describe('true: only observed runs. false: only others.'),
  came: z.stringbool().optional().describe('true: only runs that came to `step`, wherever they are now.'),
};

export const runFilterSchema = z.strictObject({
  ...fields,
  version: z.int().min(1).max(2_147_483_647).optional().describe('Only runs on this version.'),
  observed: z.boolean().optional().describe('true: only observed runs. false: only others.'),
  came: z.boolean().optional().describe('true: only runs that came to `step`, wherever they are now.'),
});
