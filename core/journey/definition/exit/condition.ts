import { z } from 'zod';
import { checkCondition } from '../../../condition/check.ts';
import { describeCondition } from '../../../condition/describe.ts';
import { conditionSchema } from '../../../condition/schema.ts';
import { idSchema } from '../names.ts';
import { placeInRun } from '../places.ts';
import type { ExitKind } from './kind.ts';

/** condition: a run ends while something holds of the customer, of the entry or of the run's messages. */
export const conditionExitSchema = z
  .strictObject({
    reason: idSchema.describe('Shown in the history of the run, and counted.'),
    on: z.literal('condition'),
    when: conditionSchema.describe('Of the customer, the entry, or messages and tasks of the run.'),
  })
  .describe(
    'The run ends as soon as the condition holds: on entry, at a step, when the customer changes, or before a message is sent.',
  );

export const conditionExit: ExitKind<z.infer<typeof conditionExitSchema>> = {
  on: 'condition',
  schema: conditionExitSchema,
  example: {
    reason: 'already-pro',
    on: 'condition',
    when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '=', value: 'pro' }] },
  },
  describe: ({ when }) => describeCondition(when),
  check: ({ when }, where, definition) => checkCondition(`${where}.when`, when, placeInRun(definition)),
  triggers: () => [],
  level: ({ when }) => when,
};
