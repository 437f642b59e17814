import { z } from 'zod';
import { limits, propertiesSchema } from '../../intake/call-schema.ts';
import { readAsCall, submitCalls } from './calls.ts';
import { defineKind, isProblem, namesOf, time, timeOf, who } from './kind.ts';

/** What they did. Historical: goals, segments and conditions that look back see it, and nothing is entered by it. */
export const events = defineKind({
  name: 'events',
  words: 'what customers did, at its own time; it enters no journey unless the import is live',
  rest: 'properties',
  schema: z.strictObject({
    ...who,
    id: z
      .union([z.string().trim().min(1).max(limits.id), z.number().transform(String)])
      .optional()
      .describe('Names the event: one that was stored under it in the last 30 days is a duplicate.'),
    event: z.string().trim().min(1).max(limits.eventName),
    timestamp: time,
    properties: propertiesSchema.optional(),
  }),
  example: {
    userId: 'u1',
    id: 'order-1001',
    event: 'Order Completed',
    timestamp: '2026-03-02T20:10:00Z',
    properties: { total: 64 },
  },
  read({ id, event, timestamp, properties, ...named }, target, number) {
    const at = timeOf(timestamp, 'timestamp', target.now);
    if (isProblem(at)) return at;
    if (at === undefined) return timeMissing;
    const call = { type: 'track', ...namesOf(named), event, properties, timestamp: new Date(at).toISOString() };
    return readAsCall({ ...call, ...(id !== undefined && { messageId: id }) }, target, number);
  },
  store: submitCalls,
});

export const timeMissing = {
  code: 'time-missing',
  where: 'timestamp',
  problem: 'the row has no time',
  remedy: 'Map the column that says when it happened: an import never means now.',
};
