import { z } from 'zod';
import { type TimelineKindName, timelineKinds } from '../../../core/customer/timeline/index.ts';
import { findCustomerView } from '../../../store/customers/customer-views.ts';
import { findCustomer } from '../../../store/customers/resolve-customer.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { pageLimit } from '../../paging.ts';
import { customerNotFound, customerParams } from '../consents/errors.ts';
import { customerView } from './examples.ts';
import { placeIn, readTimelinePage } from './read.ts';
import { timelinePageSchema } from './schemas.ts';

const kindSchema = z.enum(timelineKinds as [TimelineKindName, ...TimelineKindName[]]);

export const getTimeline = defineOperation({
  id: 'getTimeline',
  method: 'get',
  path: '/v1/customers/{id}/timeline',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: "Read a customer's timeline",
  description: 'What happened over all journeys, the newest first, page by page; of some kinds only, where asked so.',
  params: customerParams,
  notFound: customerNotFound,
  query: z.strictObject({
    limit: pageLimit('Entries'),
    before: z.string().max(300).optional().describe('The `next` of the page before.'),
    kinds: z
      .string()
      .max(200)
      .transform((text) => text.split(','))
      .pipe(z.array(kindSchema).min(1))
      .optional()
      .describe('Kinds of entries, with commas between: message,consent.'),
  }),
  answer: {
    description: 'One page.',
    schema: timelinePageSchema,
    examples: { blocked: { summary: 'A message was not sent', value: customerView.timeline } },
  },
  errors: [dataRefused],
  async handle({ params: { id }, query: { before, kinds, limit }, workspace }, { database }) {
    const place = placeIn(before, 'query.before');
    const customerId = await findCustomer(database, workspace, id);
    const customer = customerId && (await findCustomerView(database, workspace, customerId));
    if (!customer) throw customerNotFound(id);
    const customerIds = [customer.id, ...customer.mergedIds];
    return readTimelinePage(database, { customerIds, before: place, kinds, limit });
  },
});
