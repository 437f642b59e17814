import { z } from 'zod';
import { jsonTooLarge } from '../../../core/base/json-limits.ts';
import { storableMembers } from '../../../core/base/storable.ts';
import { jsonSchema, type Properties } from '../../../core/condition/schema.ts';
import { directEntryNames, idSchema } from '../../../core/journey/definition/index.ts';
import { limits } from '../../../services/intake/call-schema.ts';
import { notEnteredReasons } from '../../../services/intake/enter.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { findLiveVersion } from '../../../store/journeys/journeys.ts';
import { dataRefused, intakeBusy } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import type { ApiServices } from '../../services.ts';
import { journeyNotFound } from './get-journey.ts';

const most = 100;

const customerSchema = z.strictObject({
  customer: z.string().min(1).max(255).describe('The userId of the customer, or our own id.'),
  data: z
    .record(z.string().min(1).max(200), jsonSchema)
    .default({})
    .describe('The payload, as the entry of the journey declares it.'),
});

const answerSchema = z.strictObject({
  customer: z.string(),
  result: z
    .enum(['entered', 'not-entered', 'duplicate'])
    .describe('A duplicate was asked for before, with the same key.'),
  why: z
    .enum([...notEnteredReasons, 'no-such-customer', 'too-large'])
    .nullable()
    .describe('Of one who did not enter: the rule that kept them out.'),
});

export const enterJourney = defineOperation({
  id: 'enterJourney',
  method: 'post',
  path: '/v1/journeys/{id}/entries',
  tag: 'journeys',
  key: 'admin',
  right: 'operate',
  summary: 'Let customers enter a journey',
  description:
    'The journey needs an entry of the kind `api`, or `hand` where `by` says so. Key, re-entry and exits hold as for any entry. Asking again with the same `key` lets nobody enter twice.',
  params: z.strictObject({ id: idSchema.describe('The id of a journey.') }),
  notFound: journeyNotFound,
  body: {
    limit: 1024 * 1024,
    depth: 40,
    schema: z.strictObject({
      key: z.string().min(1).max(100).describe('A name of your own for this request: it makes a repetition harmless.'),
      by: z.enum(['api', 'hand']).default('api').describe('hand: a person decided it.'),
      customers: z.array(customerSchema).min(1).max(most),
    }),
    examples: {
      one: {
        summary: 'One customer',
        value: { key: 'import-7', customers: [{ customer: 'u1', data: { cart_id: 'c1' } }] },
      },
    },
  },
  answer: {
    description: 'What became of each, in the order of the request.',
    schema: z.strictObject({ customers: z.array(answerSchema) }),
    examples: {
      entered: {
        summary: 'One entered, one did not',
        value: {
          customers: [
            { customer: 'u1', result: 'entered', why: null },
            { customer: 'u2', result: 'not-entered', why: 're-entry' },
          ],
        },
      },
    },
  },
  errors: [intakeBusy, dataRefused],
  async handle({ params: { id }, body: { key, by, customers }, workspace, sender }, services) {
    const { database, collector } = services;
    if (!(await findLiveVersion(database, { workspace, journeyId: id }))) throw journeyNotFound(id);
    const timestamp = await workspaceClock(database, workspace).now();
    const events = await Promise.all(
      customers.map(async ({ customer, data }) => {
        const customerId = await customerOf(services, workspace, customer, by);
        if (customerId === undefined) return 'no-such-customer' as const;
        if (Buffer.byteLength(JSON.stringify(data)) > limits.event || jsonTooLarge(data, { depth: 30, values: 10_000 }))
          return 'too-large' as const;
        return entryEvent({ id, key, by, customer, customerId, data, timestamp });
      }),
    );
    const asked = events.filter((event) => typeof event !== 'string');
    const accepted = asked.length === 0 ? [] : await collector.submit(workspace, asked, sender);
    const outcomes = new Map(asked.map((event, index) => [event, accepted[index]]));
    return {
      customers: customers.map(({ customer }, index) => {
        const event = events[index] as (typeof events)[number];
        if (typeof event === 'string') return { customer, result: 'not-entered' as const, why: event };
        const outcome = outcomes.get(event);
        if (outcome?.result === 'duplicate') return { customer, result: 'duplicate' as const, why: null };
        if (outcome?.result === 'accepted' && outcome.entered > 0)
          return { customer, result: 'entered' as const, why: null };
        return {
          customer,
          result: 'not-entered' as const,
          why: (outcome?.result === 'accepted' && outcome.notEntered) || null,
        };
      }),
    };
  },
});

/** A userId that nobody has yet is a new customer, as in any call of the API; a person decides of customers that there are. */
async function customerOf(
  { database }: ApiServices,
  workspace: string,
  name: string,
  by: 'api' | 'hand',
): Promise<{ customerId: string } | { userId: string } | undefined> {
  const found = await findCustomer(database, workspace, name);
  if (found !== undefined) return { customerId: found };
  return by === 'api' ? { userId: name } : undefined;
}

function entryEvent(asked: {
  readonly id: string;
  readonly key: string;
  readonly by: 'api' | 'hand';
  readonly customer: string;
  readonly customerId: { customerId: string } | { userId: string };
  readonly data: Properties;
  readonly timestamp: number;
}): IncomingEvent {
  const { id, key, by, customer, customerId, data, timestamp } = asked;
  return {
    type: 'entry',
    name: directEntryNames[by],
    messageId: `entry/${id}/${key}/${customer}`,
    userId: undefined,
    anonymousId: undefined,
    ...customerId,
    properties: storableMembers(data),
    context: { journey: { id } },
    timestamp,
    enters: { journey: id, by },
  };
}
