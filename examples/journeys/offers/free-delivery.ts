import { email, offer, template } from 'throughline';

export default offer('free-delivery', {
  title: 'Free delivery',
  owner: 'shop',
  placements: ['mail-hero', 'home-banner'],
  tags: ['win-back'],
  values: { headline: 'Your next order is delivered for nothing', code: 'FREIGHT' },
  template: template('lapsed-offer'),
  via: [email],
  cost: 0.6,
  caps: { perCustomer: { uses: 1, within: '30 days' } },
});
