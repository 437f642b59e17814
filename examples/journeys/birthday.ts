import { byDate, defineTopic, email, flow, journey, send, template } from 'throughline';
import { customer } from '../events.ts';

/** A greeting each year at nine, by the customer's own clocks. Who was born on 29 February has it on the 28th. */
export default journey(
  'birthday',
  {
    title: 'Happy birthday',
    owner: 'growth',
    purpose: 'marketing',
    topic: defineTopic('offers'),
    entry: byDate('day', customer.birthday, { time: '09:00', every: 'year', ifPast: 'skip' }),
    reentry: 'always',
    exit: {},
  },
  flow(send('greeting', template('birthday'), { via: [email], notAfter: '12 hours' })),
);
