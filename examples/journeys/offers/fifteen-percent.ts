import { defineTraits, email, offer, t, template } from 'throughline';

const customer = defineTraits({ orders: t.optional(t.number) });

/** Only for those who have bought before, once in ninety days, and a thousand times in all. */
export default offer('fifteen-percent', {
  title: '15 % off',
  owner: 'shop',
  placements: ['mail-hero'],
  tags: ['win-back'],
  values: { headline: 'Your next order is 15 % off', code: 'BACK-15' },
  template: template('lapsed-offer'),
  via: [email],
  when: customer.orders.atLeast(2),
  cost: 1.4,
  caps: { perCustomer: { uses: 1, within: '90 days' }, total: 1_000 },
});
