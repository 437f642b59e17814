import { z } from 'zod';
import { checkCondition } from '../../../condition/check.ts';
import { describeCondition } from '../../../condition/describe.ts';
import { conditionSchema } from '../../../condition/schema.ts';
import { placeInRun } from '../places.ts';
import { type InterruptKind, interruptActionFields } from './kind.ts';

/** condition: something comes to hold of the customer or of the run's messages. */
export const conditionInterruptSchema = z
  .strictObject({
    ...interruptActionFields,
    on: z.literal('condition'),
    when: conditionSchema.describe('Of the customer, the entry, or messages and tasks of the run.'),
  })
  .describe(
    'Acts when the condition comes to hold, or holds on entry. With `repeat` again after it has not held in between.',
  );

export const conditionInterrupt: InterruptKind<z.infer<typeof conditionInterruptSchema>> = {
  on: 'condition',
  schema: conditionInterruptSchema,
  example: {
    id: 'became-pro',
    on: 'condition',
    when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '=', value: 'pro' }] },
    jump: 'settle',
  },
  describe: ({ when }) => describeCondition(when),
  check: ({ when }, where, definition) => checkCondition(`${where}.when`, when, placeInRun(definition)),
  triggers: () => [],
  guard: () => undefined,
  level: ({ when }) => when,
};
