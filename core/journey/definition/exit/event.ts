import { z } from 'zod';
import { checkEventTrigger, describeEventTrigger, eventTriggerFields } from '../event-trigger.ts';
import { idSchema } from '../names.ts';
import type { ExitKind } from './kind.ts';

/** event: a run ends by something the customer did. */
export const eventExitSchema = z
  .strictObject({
    reason: idSchema.describe('Shown in the history of the run, and counted.'),
    on: z.literal('event'),
    ...eventTriggerFields,
  })
  .describe('An event of this name ends the run at once, if the condition holds.');

export const eventExit: ExitKind<z.infer<typeof eventExitSchema>> = {
  on: 'event',
  schema: eventExitSchema,
  example: {
    reason: 'refunded',
    on: 'event',
    event: 'Order Refunded',
    where: { combinator: 'and', rules: [{ field: 'event.properties.full', operator: '=', value: true }] },
  },
  describe: describeEventTrigger,
  check: (rule, where, definition) => checkEventTrigger(where, rule, definition),
  triggers: (rule) => [rule],
  level: () => undefined,
};
