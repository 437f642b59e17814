import { bySchedule, defineTopic, email, flow, journey, not, send, template } from 'throughline';
import { customer } from '../events.ts';

/**
 * A weekly wave: every Tuesday at ten by each customer's clocks, at most 10,000 customers a day. Those on the plan "pro" are
 * left out: they hear from their own contact.
 */
export default journey(
  'weekly-offers',
  {
    title: 'Offers of the week',
    owner: 'growth',
    purpose: 'marketing',
    topic: defineTopic('offers'),
    entry: bySchedule('tuesday', {
      every: { days: ['tue'], time: '10:00' },
      where: not(customer.plan.is('pro')),
      perMinute: 3_000,
    }),
    entryCaps: { perDay: 10_000 },
    reentry: 'always',
    exit: {},
  },
  flow(send('offers', template('weekly-offers'), { via: [email], notAfter: '1 day' })),
);
