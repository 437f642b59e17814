import { after, decide, defineEvent, defineTopic, flow, journey, on, send, t } from 'throughline';
import { OrderCompleted } from '../events.ts';
import returnOffer from './return-offer-policy.ts';

/** The shop's nightly job sends it for those whose last order is long ago. */
export const CustomerLapsed = defineEvent('Customer Lapsed', { days: t.number });

const offer = decide('offer', returnOffer);

/** Who has not ordered for long is offered what brings most, which may be nothing. An order meanwhile ends it. */
export default journey(
  'return-offer',
  {
    title: 'Winning back, with an offer that learns',
    owner: 'shop',
    purpose: 'marketing',
    topic: defineTopic('offers'),
    entry: on(CustomerLapsed),
    reentry: after('90 days'),
    exit: { ordered: on(OrderCompleted) },
  },
  flow(offer, send('tell', offer.template, { via: offer.channels, notAfter: '2 days' })),
);
