import {
  channels,
  counts,
  email,
  MessageClicked,
  nothing,
  percent,
  policy,
  sms,
  template,
  thompson,
} from 'throughline';

/** By which channel the news are answered. An SMS costs more, so it has to be answered more often. */
export default policy('monthly-news-channel', {
  title: 'By which channel the news of the month go',
  owner: 'shop',
  candidates: [
    nothing,
    ...channels([email, sms], { template: template('monthly-news'), costs: { email: 0.002, sms: 0.01 } }),
  ],
  rank: thompson(),
  reward: { events: [counts(MessageClicked, { ownMessage: true })], within: '2 days' },
  baseline: percent(10),
});
