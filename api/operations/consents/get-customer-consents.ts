import { z } from 'zod';
import { listCounting } from '../../../core/customer/consent.ts';
import { findConsents } from '../../../store/consents/consents.ts';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { nextPage, pageQuery } from '../../paging.ts';
import { customerNotFound, customerParams } from './errors.ts';
import { consentPage } from './examples.ts';
import { consentPageSchema } from './schemas.ts';

export const getCustomerConsents = defineOperation({
  id: 'getCustomerConsents',
  method: 'get',
  path: '/v1/customers/{id}/consents',
  tag: 'consents',
  key: 'admin',
  right: 'look',
  summary: 'Read the consents of a customer',
  description: 'What counts now, and the history, page by page.',
  params: customerParams,
  notFound: customerNotFound,
  query: z.strictObject({
    ...pageQuery('Statements'),
  }),
  answer: {
    description: 'One page of the history, and what counts now.',
    schema: consentPageSchema,
    examples: { withdrawn: { summary: 'Granted, and withdrawn later', value: consentPage } },
  },
  errors: [dataRefused],
  async handle({ params: { id }, query, workspace }, { database }) {
    const customerId = await findCustomer(database, workspace, id);
    const found = customerId && (await findConsents(database, { workspace, customerId, ...query }));
    if (!found) throw customerNotFound(id);
    const { consents, statements, now } = found;
    const items = statements.map(({ subject, messageId = null, expiresAt = null, ...stored }) => ({
      ...stored,
      ...{ subject: subject.kind, name: subject.name, messageId, expiresAt },
    }));
    const current = listCounting(consents, now).map(({ subject, state, until = null }) => ({
      ...{ subject: subject.kind, name: subject.name, state, until },
    }));
    return { customerId, current, items, next: nextPage(items, query) };
  },
});
