import { z } from 'zod';
import { checkCondition } from '../../../condition/check.ts';
import { describeCondition } from '../../../condition/describe.ts';
import { conditionSchema } from '../../../condition/schema.ts';
import { checkEventTrigger, describeEventTrigger, eventTriggerFields } from '../event-trigger.ts';
import { placeInRun } from '../places.ts';
import { type InterruptKind, interruptActionFields } from './kind.ts';

/** event: something the customer did, wherever in the journey they are. */
export const eventInterruptSchema = z
  .strictObject({
    ...interruptActionFields,
    on: z.literal('event'),
    ...eventTriggerFields,
    when: conditionSchema.optional().describe('Only if this holds of the run at that moment.'),
  })
  .describe('Acts at an event of this name, if `where` holds of the event and `when` of the run.');

export const eventInterrupt: InterruptKind<z.infer<typeof eventInterruptSchema>> = {
  on: 'event',
  schema: eventInterruptSchema,
  example: {
    id: 'looked-at-prices',
    on: 'event',
    event: 'Pricing Viewed',
    when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '!=', value: 'pro' }] },
    skip: ['settle'],
  },
  describe: (rule) => `${describeEventTrigger(rule)}${rule.when ? `, while ${describeCondition(rule.when)}` : ''}`,
  check: (rule, where, definition) => [
    ...checkEventTrigger(where, rule, definition),
    ...(rule.when ? checkCondition(`${where}.when`, rule.when, placeInRun(definition)) : []),
  ],
  triggers: (rule) => [rule],
  guard: ({ when }) => when,
  level: () => undefined,
};
