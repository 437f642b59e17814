import { byDate, defineTopic, email, flow, journey, on, send, task, template, text, wait } from 'throughline';
import { ContractRenewed, customer } from '../events.ts';

/**
 * Thirty days before a contract ends, by a date of the customer that moves: when the CRM writes another `renewal_date`, the
 * moment moves with it. Who renews hears nothing more; for who does not, somebody calls a week before the end.
 */
export default journey(
  'renewal',
  {
    title: 'Your contract ends soon',
    owner: 'service',
    purpose: 'marketing',
    topic: defineTopic('your-orders'),
    entry: byDate('ends', customer.renewal_date, { before: '30 days', time: '09:00', every: 'once', ifPast: 'enter' }),
    reentry: 'always',
    exit: { renewed: on(ContractRenewed) },
    goal: on(ContractRenewed).within('45 days'),
    lifetime: '60 days',
  },
  flow(
    send('reminder', template('renewal-reminder'), { via: [email] }),
    wait('until-a-week-before', { date: customer.renewal_date, before: '7 days', ifPast: 'continue' }),
    task('call', {
      group: 'sales',
      title: 'Call about the renewal',
      instruction: text`The contract of ${customer.firstName} ends on ${customer.renewal_date}.`,
      choices: ['renews', 'leaves'],
      due: '3 days',
    }),
  ),
);
