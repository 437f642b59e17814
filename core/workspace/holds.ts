import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../base/duration.ts';
import type { Problem } from '../base/problem.ts';
import { checkCondition } from '../condition/check.ts';
import type { Place } from '../condition/fields.ts';
import { conditionSchema } from '../condition/schema.ts';
import { channelIdSchema, idSchema } from '../journey/definition/names.ts';

const longestMs = 92 * 86_400_000;

const holdSchema = z.strictObject({
  title: z.string().min(1).max(200).optional().describe('What it is for, as people read it of a message that waits.'),
  when: conditionSchema.describe('Holds for customers of whom this is true; asked at every attempt.'),
  effect: z.enum(['wait', 'block']).describe('wait: until it is not true any more. block: the message is not sent.'),
  atMost: isoDurationSchema
    .refine(
      (length) => (lengthOf(length) ?? longestMs + 1) <= longestMs,
      'must be at most 92 days, in weeks, days or less',
    )
    .default('P7D')
    .describe('Of one that waits: a message that has waited for so long is not sent.'),
  channels: z.array(channelIdSchema).min(1).max(100).optional().describe('Only messages by these; all unless said.'),
  topics: z.array(idSchema).min(1).max(100).optional().describe('Only messages about these; all unless said.'),
});

export type Hold = z.infer<typeof holdSchema>;

/** Conditions under which a customer gets no marketing for the time being. */
export const holdsSchema = z
  .record(idSchema, holdSchema)
  .refine((holds) => Object.keys(holds).length <= 50, 'must be at most 50 holds')
  .default({})
  .describe('Name ▸ a condition of the customer under which marketing waits, or is not sent.');

/** No run and no event is there to look at: a hold is about the customer. */
const placeOfHold: Place = { name: 'a hold', customer: true, history: true };

export function checkHolds(holds: Readonly<Record<string, Hold>>): readonly Problem[] {
  return Object.entries(holds).flatMap(([name, { when }]) =>
    checkCondition(`workspace.holds.${name}.when`, when, placeOfHold),
  );
}
