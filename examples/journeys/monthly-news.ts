import { after, decide, defineEvent, defineTopic, flow, journey, on, send, t, wait } from 'throughline';
import { OrderCompleted } from '../events.ts';
import newsChannel from './monthly-news-channel.ts';
import newsHour from './monthly-news-hour.ts';

/** The shop's monthly job sends it for everybody who wants news. */
export const NewsDue = defineEvent('News Due', { month: t.text });

const hour = decide('hour', newsHour);
const channel = decide('channel', newsChannel);

/** The news of the month, at the hour at which the customer is usually there, by the channel that they answer most. */
export default journey(
  'monthly-news',
  {
    title: 'News at the best hour, by the best channel',
    owner: 'shop',
    purpose: 'marketing',
    topic: defineTopic('news'),
    entry: on(NewsDue),
    reentry: after('20 days'),
    exit: { ordered: on(OrderCompleted) },
  },
  flow(
    hour,
    wait('best', { date: hour.at, ifPast: 'continue' }),
    channel,
    send('news', channel.template, { via: channel.channels, notAfter: '1 day' }),
  ),
);
