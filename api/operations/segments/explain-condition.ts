import { z } from 'zod';
import { ProblemError } from '../../../core/base/problem.ts';
import { needsHistory, needsOf, withAllEvents } from '../../../core/condition/history/needs.ts';
import { nextChange } from '../../../core/condition/history/next-change.ts';
import { conditionSchema, jsonSchema } from '../../../core/condition/schema.ts';
import { type Trace, traceCondition } from '../../../core/condition/trace.ts';
import { timeZoneOf } from '../../../core/customer/time-zone.ts';
import { validateSegment } from '../../../core/segment/validate.ts';
import { readHistory } from '../../../store/condition/read-histories.ts';
import { readCustomer } from '../../../store/customers/read-customer.ts';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSegment } from './schemas.ts';

const customerUnknown = defineError({
  status: 404,
  code: 'customer-not-found',
  when: 'there is no such customer',
  text: () => ({
    where: 'body.customer',
    problem: 'there is no such customer',
    remedy: 'Give a userId or our own id; GET /v1/customers searches.',
  }),
  example: [],
});

export const explainCondition = defineOperation({
  id: 'explainCondition',
  method: 'post',
  path: '/v1/segments/explain',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  isReading: true,
  summary: 'Which part of a condition holds of one customer',
  description:
    'Each rule and group in the order of the condition, with what the customer has there now, and when time alone may change the answer.',
  body: {
    limit: 256 * 1024,
    depth: 40,
    schema: z.strictObject({ when: conditionSchema, customer: z.string().trim().min(1).max(320) }),
    examples: { sum: { summary: 'One customer', value: { when: exampleSegment.definition.when, customer: 'u1' } } },
  },
  answer: {
    description: 'The parts.',
    schema: z.strictObject({
      customerId: z.uuid(),
      verdict: z.enum(['holds', 'does-not-hold', 'unknown']),
      changesAt: moment
        .optional()
        .describe('When this may change though nothing happens; left out where only an event changes it.'),
      parts: z.array(
        z.strictObject({
          depth: z.int().describe('0: directly in the condition.'),
          words: z.string(),
          verdict: z.enum(['holds', 'does-not-hold', 'unknown']),
          value: jsonSchema.optional().describe('What the field of a rule is; left out where it is missing.'),
        }),
      ),
    }),
    examples: {
      holds: {
        summary: 'It holds',
        value: {
          customerId: '01a2042f-b4e2-72fe-95bd-718adb295762',
          verdict: 'holds',
          changesAt: '2026-12-04T09:00:00.000Z',
          parts: [
            {
              depth: 0,
              words: 'the sum of total of "Order Completed" in the last 90 days is at least 500',
              verdict: 'holds',
              value: 812.5,
            },
          ],
        },
      },
    },
  },
  errors: [dataRefused, customerUnknown],
  async handle({ body: { when, customer: named }, workspace }, { database }) {
    const { problems } = validateSegment({ id: 'explained', when });
    if (problems.length > 0) throw new ProblemError(problems);
    const found = await findCustomer(database, workspace, named);
    const customer = found === undefined ? undefined : await readCustomer(database, workspace, found);
    if (!customer) throw customerUnknown();
    const { id, traits, now } = customer;
    const needs = withAllEvents(needsOf(when));
    const owner = { id, timeZone: timeZoneOf(traits) };
    const history = await readHistory(database, owner, needsHistory(needs) ? needs : undefined, now);
    const scope = { customer: { traits }, ...(history && { history }) };
    const trace = traceCondition(when, scope);
    const changesAt = nextChange(when, scope);
    return {
      customerId: id,
      verdict: trace.verdict,
      ...(changesAt !== undefined && { changesAt }),
      parts: partsOf(trace, 0),
    };
  },
});

type Part = { depth: number; words: string; verdict: Trace['verdict']; value?: NonNullable<Trace['value']> };

function partsOf({ parts = [] }: Trace, depth: number): Part[] {
  return parts.flatMap((part) => [
    { depth, words: part.words, verdict: part.verdict, ...(part.value != null && { value: part.value }) },
    ...partsOf(part, depth + 1),
  ]);
}
