import { email, entryOf, flow, journey, on, send, template, wait } from 'throughline';
import { OrderCompleted, OrderRefunded } from '../events.ts';

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
