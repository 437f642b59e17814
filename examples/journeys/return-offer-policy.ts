import { bins, counts, defineTraits, email, gives, linear, nothing, percent, policy, t, template } from 'throughline';
import { OrderCompleted } from '../events.ts';

const customer = defineTraits({ orders: t.optional(t.number), daysSinceOrder: t.optional(t.number) });

/**
 * What brings somebody back: news, free shipping, a discount, or nothing at all. It learns from the money of the two weeks after,
 * less what the offer costs; who unsubscribes counts against it. One customer in ten is served evenly: the comparison that says
 * what learning brings.
 */
export default policy('return-offer', {
  title: 'Winning back: which offer',
  owner: 'shop',
  candidates: [
    nothing,
    gives('news', { title: 'what is new', template: template('return-news'), via: [email], cost: 0.01 }),
    gives('shipping', { title: 'free shipping', template: template('return-shipping'), via: [email], cost: 0.6 }),
    gives('ten-percent', {
      title: '10 % off',
      template: template('return-ten-percent'),
      via: [email],
      cost: 0.9,
      when: customer.orders.atLeast(2),
    }),
  ],
  rank: linear({ orders: bins(customer.orders, [2, 5]), days: bins(customer.daysSinceOrder, [60, 120]) }),
  reward: {
    events: [counts(OrderCompleted, { value: OrderCompleted.total, cap: 300 })],
    within: '14 days',
  },
  baseline: percent(10),
});
