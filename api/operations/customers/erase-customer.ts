import { z } from 'zod';
import { eraseCustomer as erase } from '../../../services/customers/erase.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { customerNotFound, customerParams } from '../consents/errors.ts';

const example = { customerId: '01a2042f-b4d6-7c01-8f0e-2b7c5a9e6d13', runs: 2, keptRefusals: 1 };

export const eraseCustomer = defineOperation({
  id: 'eraseCustomer',
  method: 'delete',
  path: '/v1/customers/{id}',
  tag: 'customers',
  key: 'admin',
  right: 'operate',
  summary: 'Erase a customer',
  description: `At once, and for good: traits, identities, events, runs, messages, consents, texts of errors, and what was taken over from
other systems. Open runs end, and nothing is sent any more. What stays are keyed hashes of addresses that are suppressed, or
whose owner withdrew something, so that a later import can not revive them. What is sent about the person afterwards makes a
new customer.`,
  params: customerParams,
  notFound: customerNotFound,
  targetOf: (_request, answer) => answer?.customerId,
  answer: {
    description: 'Nothing of the customer is stored any more.',
    schema: z.strictObject({
      customerId: z.uuid().describe('Our own id; it leads nowhere any more.'),
      runs: z.int().describe('Runs that went with them.'),
      keptRefusals: z.int().describe('Addresses whose "no" is kept as a hash.'),
    }),
    examples: { erased: { summary: 'Erased', value: example } },
  },
  errors: [dataRefused],
  async handle({ params: { id }, workspace }, { database }) {
    const erased = await erase(database, workspace, id);
    if (!erased) throw customerNotFound(id);
    return erased;
  },
});
