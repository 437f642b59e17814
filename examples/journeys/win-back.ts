import {
  branch,
  defineTopic,
  email,
  entryOf,
  exit,
  flow,
  journey,
  on,
  send,
  template,
  wait,
  waitFor,
  webhook,
  when,
} from 'throughline';
import { OrderCompleted, OrderRefunded, ReviewWritten } from '../events.ts';

const order = entryOf(OrderCompleted);
const orderedAgain = on(OrderCompleted).anyRun();

/**
 * After a purchase of 50 or more: the CRM hears of the order, the customer is asked for a review, and who then does not
 * come back is won back: by a telephone call from 100 upwards, else by an offer.
 *
 * Keyed by the order, so each order has a run of its own, and a refund or a review finds the one it is about. A newer
 * order, whatever its worth, ends the older one's run at its next wait-for: only the latest cares for the customer, or
 * two orders would bring two offers. The CRM comes first and without a wait, for two reasons. A wait-for looks back to
 * the latest send, so an order that follows at once is seen by the first of them. And every order is one webhook, so the
 * webhooks can be counted against the orders: of the first 2,000 purchases of `throughline replay --live`, 405 are of 50
 * or more, and the mailbox's page of webhooks shows as many.
 * The mails come days later, and each has a subject that its customer gets once: the review names its order.
 */
export default journey(
  'win-back',
  {
    title: 'After a purchase, and winning back',
    owner: 'shop',
    purpose: 'marketing',
    topic: defineTopic('your-orders'),
    entry: on(OrderCompleted).where(OrderCompleted.total.atLeast(50)),
    key: OrderCompleted.order_id,
    reentry: 'never',
    exit: { refunded: on(OrderRefunded).match(OrderRefunded.order_id) },
  },
  flow(
    send('tell-crm', template('order-to-crm'), { via: [webhook], data: { order } }),
    waitFor(
      'first-days',
      { again: orderedAgain, timeout: '3 days' },
      { again: flow(exit('newer-order', 'ordered-again')) },
    ),
    send('ask-review', template('ask-review'), { via: [email], data: { order }, notAfter: '2 days' }),
    waitFor(
      'review',
      { written: on(ReviewWritten).match(ReviewWritten.order_id), again: orderedAgain, timeout: '7 days' },
      {
        written: flow(wait('patience', '14 days')), // an order meanwhile is seen by "return": waits don't close the view
        again: flow(exit('came-back-soon', 'ordered-again')),
      },
    ),
    waitFor('return', { again: orderedAgain, timeout: '20 days' }, { again: flow(exit('came-back', 'ordered-again')) }),
    branch(
      'worth-a-call',
      [
        when(
          order.total.atLeast(100),
          flow(send('call', template('win-back-call'), { via: [webhook], data: { order } })),
        ),
      ],
      flow(send('offer', template('win-back-offer'), { via: [email], data: { order }, notAfter: '2 days' })),
    ),
  ),
);
