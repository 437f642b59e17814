import { counts, nothing, offers, percent, policy, thompson } from 'throughline';
import { OrderCompleted } from '../events.ts';

/** Every live offer of the catalogue for this place, or nothing. One customer in ten is served evenly, for comparison. */
export default policy('lapsed-offer', {
  title: 'Which offer for who has not ordered for long',
  owner: 'shop',
  candidates: [nothing, offers({ placement: 'mail-hero', tags: ['win-back'] })],
  rank: thompson(),
  reward: { events: [counts(OrderCompleted, { value: OrderCompleted.total, cap: 300 })], within: '14 days' },
  baseline: percent(10),
});
