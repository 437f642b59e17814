import {
  branch,
  clicked,
  defineTopic,
  email,
  entryOf,
  flow,
  journey,
  on,
  percent,
  send,
  sms,
  template,
  wait,
  waitFor,
  when,
} from 'throughline';
import { CartUpdated, CheckoutCompleted } from '../events.ts';

const cart = entryOf(CartUpdated);
const bought = on(CheckoutCompleted).match(CheckoutCompleted.cart_id);
const nudge = send('nudge', template('cart-nudge'), { via: [email], data: { cart }, notAfter: '14 hours' });

/**
 * A cart that is left alone for an hour: each update of it lets the hour begin again, and the mail shows the newest. Keyed by the cart, so each has a run of its own, and only the checkout of that
 * very cart ends it and counts as its goal, within a week and with its total. One customer in twenty is in the books only:
 * what the messages bring is the difference.
 */
export default journey(
  'abandoned-cart',
  {
    title: 'Abandoned cart',
    owner: 'shop',
    purpose: 'marketing',
    topic: defineTopic('offers'),
    entry: on(CartUpdated).where(CartUpdated.value.atLeast(20)).maxAge('1 hour'),
    key: CartUpdated.cart_id,
    whileOpen: 'refresh',
    reentry: { after: 'P1D' },
    exit: { bought },
    goal: bought.within('7 days').value(CheckoutCompleted.total),
    holdout: percent(5),
  },
  flow(
    wait('settle', '1 hour', { restartOn: 'refresh' }),
    nudge,
    waitFor(
      'reaction',
      { clicked: clicked(nudge), timeout: '1 day' },
      { clicked: flow(wait('let-them-think', '4 hours')) },
    ),
    branch(
      'is-it-worth-it',
      [
        when(
          'big',
          cart.value.atLeast(100),
          flow(send('last-call', template('cart-last-call'), { via: [sms, email], data: { cart }, notAfter: '1 day' })),
        ),
      ],
      flow(),
    ),
  ),
);
