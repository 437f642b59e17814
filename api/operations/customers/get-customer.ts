import { z } from 'zod';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound, customerParams } from '../consents/errors.ts';
import { customerView } from './examples.ts';
import { readCustomer } from './read.ts';
import { customerViewSchema, timelineQuery } from './schemas.ts';

export const getCustomer = defineOperation({
  id: 'getCustomer',
  method: 'get',
  path: '/v1/customers/{id}',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'Look at a customer',
  description:
    'Traits, identities, consents, and one timeline over all journeys: what the customer did, what was sent, what was not sent and why.',
  params: customerParams,
  notFound: customerNotFound,
  query: z.strictObject(timelineQuery),
  answer: {
    description: 'The customer, with a page of the timeline.',
    schema: customerViewSchema,
    examples: { blocked: { summary: 'A message was not sent', value: customerView } },
  },
  errors: [dataRefused],
  async handle({ params: { id }, query, workspace }, { database }) {
    const customerId = await findCustomer(database, workspace, id);
    const customer = customerId && (await readCustomer(database, workspace, customerId, query));
    if (!customer) throw customerNotFound(id);
    return customer;
  },
});
