import { z } from 'zod';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound, customerParams, topicUnknown } from './errors.ts';
import { withdrawn } from './examples.ts';
import { recording, recordStatements } from './record.ts';
import { statementsSchema } from './schemas.ts';

export const recordCustomerConsents = defineOperation({
  ...recording,
  id: 'recordCustomerConsents',
  path: '/v1/customers/{id}/consents',
  key: 'admin',
  right: 'support',
  summary: 'Grant or withdraw consent for a customer',
  description: 'What a customer said on the phone or in a letter: its source is "operator".',
  params: customerParams,
  notFound: customerNotFound,
  body: {
    limit: 64 * 1024,
    depth: 8,
    schema: z.strictObject({ statements: statementsSchema }),
    examples: { withdrawn: { summary: 'A topic, withdrawn', value: withdrawn } },
  },
  errors: [topicUnknown, dataRefused],
  async handle({ params: { id }, body: { statements }, workspace }, { database }) {
    const customerId = await findCustomer(database, workspace, id);
    return recordStatements(database, { workspace, named: id, customerId, source: 'operator', statements });
  },
});
