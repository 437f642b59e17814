import { z } from 'zod';
import { propertiesSchema } from '../../intake/call-schema.ts';
import { readAsCall, submitCalls } from './calls.ts';
import { defineKind, isProblem, namesOf, time, timeOf, who } from './kind.ts';

/** Who they are: traits, by the time of the file unless the row has its own. A newer trait stays. */
export const customers = defineKind({
  name: 'customers',
  words: 'customers with their traits; a trait that is newer stays',
  rest: 'traits',
  schema: z.strictObject({
    userId: who.userId,
    anonymousId: who.anonymousId,
    identities: who.identities,
    timestamp: time.optional().describe('As of when the traits hold; of the file, unless given.'),
    traits: propertiesSchema.optional(),
  }),
  example: { userId: 'u1', timestamp: '2026-03-02T20:10:00Z', traits: { email: 'ann@example.com', plan: 'team' } },
  read({ timestamp, traits, ...named }, target, number) {
    const at = timeOf(timestamp, 'timestamp', target.now) ?? Math.min(target.asOf, target.now);
    if (isProblem(at)) return at;
    const call = { type: 'identify', ...namesOf(named), traits, timestamp: new Date(at).toISOString() };
    return readAsCall(call, target, number);
  },
  store: submitCalls,
});
