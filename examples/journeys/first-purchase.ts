import {
  defineEvent,
  email,
  entryOf,
  flow,
  journey,
  number,
  on,
  optional,
  send,
  template,
  text,
  wait,
} from 'throughline';

const OrderCompleted = defineEvent('Order Completed', { order_id: text, total: number, currency: optional(text) });
const OrderRefunded = defineEvent('Order Refunded', { order_id: text });
const entry = entryOf(OrderCompleted);

/** Thanks a customer for the first purchase, once in a life; later purchases change nothing. */
export default journey(
  'first-purchase',
  {
    title: 'First purchase',
    owner: 'shop',
    purpose: 'transactional',
    entry: on(OrderCompleted),
    reentry: 'never',
    exit: { refunded: on(OrderRefunded) },
  },
  flow(
    wait('settle', '2 seconds'),
    send('thanks', template('first-purchase'), { via: [email], data: { order: entry } }),
  ),
);
