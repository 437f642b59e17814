import { after, decide, defineEvent, defineTopic, flow, journey, on, send, t } from 'throughline';
import { OrderCompleted } from '../events.ts';
import lapsedOfferPolicy from './lapsed-offer-policy.ts';

/** The shop's nightly job sends it for those whose last order is long ago. */
export const OrderMissed = defineEvent('Order Missed', { days: t.number });

const offer = decide('offer', lapsedOfferPolicy);

/** Who has not ordered for long gets the offer of the catalogue that brings most, which may be none. An order ends it. */
export default journey(
  'lapsed-offer',
  {
    title: 'Winning back, with offers of the catalogue',
    owner: 'shop',
    purpose: 'marketing',
    topic: defineTopic('offers'),
    entry: on(OrderMissed),
    reentry: after('60 days'),
    exit: { ordered: on(OrderCompleted) },
  },
  flow(offer, send('tell', offer.template, { via: offer.channels, data: { offer: offer.data() }, notAfter: '2 days' })),
);
