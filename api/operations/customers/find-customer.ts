import { z } from 'zod';
import { kindOf, normalizeIdentity } from '../../../core/customer/identity.ts';
import { findCustomerByIdentity } from '../../../store/customers/resolve-customer.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound } from '../consents/errors.ts';
import { customerView } from './examples.ts';
import { readCustomer } from './read.ts';
import { customerViewSchema, timelineQuery } from './schemas.ts';

export const findCustomer = defineOperation({
  id: 'findCustomer',
  method: 'get',
  path: '/v1/identities',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'Find a customer by an identity',
  description:
    'As `GET /v1/customers/{id}`, by any identity: `userId:u1`, `anonymousId:…`, `email:ann@example.com`, `loyalty:4711`.',
  query: z.strictObject({
    identity: z
      .string()
      .regex(/^[^:]+:./, 'must be a kind, a colon and a value, such as email:ann@example.com')
      .max(400)
      .describe('Kind and value, with a colon between.'),
    ...timelineQuery,
  }),
  answer: {
    description: 'The customer, with a page of the timeline.',
    schema: customerViewSchema,
    examples: { blocked: { summary: 'A message was not sent', value: customerView } },
  },
  errors: [customerNotFound, dataRefused],
  async handle({ query: { identity, ...page }, workspace }, { database }) {
    const colon = identity.indexOf(':');
    const kind = kindOf(identity.slice(0, colon));
    const value = normalizeIdentity(kind, identity.slice(colon + 1));
    const id = value === undefined ? undefined : await findCustomerByIdentity(database, workspace, { kind, value });
    const customer = id && (await readCustomer(database, workspace, id, page));
    if (!customer) throw customerNotFound(identity);
    return customer;
  },
});
