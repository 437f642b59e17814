import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { referenceSchema } from '../../condition/schema.ts';
import { eventTriggerFields } from './event-trigger.ts';

/** What a journey is for: something the customer does within a time from their entry. See ../goal.ts. */
export const goalSchema = z
  .strictObject({
    ...eventTriggerFields,
    within: isoDurationSchema.describe('From the entry. The watch goes on when the run has ended.'),
    value: referenceSchema.optional().describe('A number of the event: what reaching the goal is worth.'),
    endsRun: z.literal(true).optional().describe('Reaching the goal ends the run, with the reason `goal-reached`.'),
  })
  .describe('An event that counts as success, when it comes within a time from the entry. The first one counts.');

export type GoalRule = z.infer<typeof goalSchema>;
