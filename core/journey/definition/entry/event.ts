import { z } from 'zod';
import { after } from '../../../base/calendar.ts';
import { isoDurationSchema } from '../../../base/duration.ts';
import { checkCondition } from '../../../condition/check.ts';
import { holds } from '../../../condition/compile.ts';
import { filterOfEntry } from '../../../condition/fields.ts';
import { conditionSchema } from '../../../condition/schema.ts';
import { describeEventTrigger } from '../event-trigger.ts';
import { eventNameSchema } from '../names.ts';
import type { EntryKind } from './kind.ts';

const defaultMaxAge = 'PT24H';

/** event: a customer enters by something they did. */
export const eventEntrySchema = z
  .strictObject({
    on: z.literal('event'),
    event: eventNameSchema.describe('The name of the event.'),
    where: conditionSchema.optional().describe('Only if this holds of the event or the customer.'),
    maxAge: isoDurationSchema.optional().describe("By the event's own time; PT24H unless said."),
  })
  .describe(
    'A customer enters by an event of this name, if the condition holds and the event is not older than `maxAge`.',
  );

type EventEntry = z.infer<typeof eventEntrySchema>;

export const eventEntry: EntryKind<EventEntry> = {
  on: 'event',
  schema: eventEntrySchema,
  example: {
    on: 'event',
    event: 'Order Completed',
    where: { combinator: 'and', rules: [{ field: 'event.properties.total', operator: '>=', value: 50 }] },
    maxAge: 'PT1H',
  },
  describe: describeEventTrigger,
  check: ({ where }, at) => (where ? checkCondition(`${at}.where`, where, filterOfEntry) : []),
  events: ({ event }) => [event],
  evaluate(rule, { event, traits, history, now }) {
    if (rule.event !== event.name || event.directly !== undefined) return 'no-rule';
    if (rule.where && !holds(rule.where, { event, customer: { traits }, history })) return 'filter';
    return isTooOld(rule, event.timestamp, now) ? 'too-old' : undefined;
  },
};

/**
 * By the event's own time; exactly as old as allowed still enters. Days are counted in UTC: how stale an event may be
 * is a question about machines, not about the customer's mornings.
 */
function isTooOld(rule: EventEntry, timestamp: number, now: number): boolean {
  return after(timestamp, rule.maxAge ?? defaultMaxAge, 'UTC') < now;
}
