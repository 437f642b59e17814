import { bestHour, percent, policy, times } from 'throughline';

/** The hour of the next 24 at which the customer is most likely there. One customer in ten is not waited for: the comparison. */
export default policy('monthly-news-hour', {
  title: 'When the news of the month are sent',
  owner: 'shop',
  candidates: [times({ within: '24 hours' })],
  rank: bestHour(),
  baseline: percent(10),
});
