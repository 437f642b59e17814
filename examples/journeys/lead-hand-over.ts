import {
  branch,
  channel,
  defineTopic,
  email,
  entryOf,
  flow,
  journey,
  on,
  send,
  task,
  template,
  text,
  update,
  wait,
  when,
} from 'throughline';
import { AccountClosed, customer, DemoRequested, MeetingBooked } from '../events.ts';

const entry = entryOf(DemoRequested);
const salesAlert = channel('alert:sales');

/**
 * Hands a lead over to people. Large companies go to sales at once, by rotation; an hour without an answer reminds them, a
 * working day makes it overdue, and then everybody hears of it. Who could not be reached is written to and called once more.
 * A booked meeting ends it at any point.
 */
export default journey(
  'lead-hand-over',
  {
    title: 'Lead hand-over',
    owner: 'sales',
    purpose: 'transactional',
    topic: defineTopic('your-orders'),
    entry: on(DemoRequested),
    reentry: 'always',
    exit: { booked: on(MeetingBooked), 'account-closed': on(AccountClosed) },
    goal: on(MeetingBooked).within('14 days'),
  },
  flow(
    send('confirm', template('demo-confirm'), { via: [email] }),
    branch(
      'size',
      [
        when(
          entry.seats.atLeast(50),
          flow(
            update('mark', { set: { stage: 'sales' } }),
            task(
              'call',
              {
                group: 'sales',
                title: 'Call about a demo',
                instruction: text`${customer.firstName} of ${entry.company} asks for a demo for ${entry.seats} people.`,
                choices: ['reached', 'not-reached', 'no-interest'],
                reminder: '1 hour',
                due: '1 day',
              },
              {
                'not-reached': flow(
                  send('missed-you', template('demo-missed'), { via: [email] }),
                  wait('a-day', '1 day'),
                  task('call-again', { group: 'sales', choices: ['reached', 'given-up'], due: '2 days' }),
                ),
                overdue: flow(
                  send('shout', template('lead-overdue'), { via: [salesAlert], data: { company: entry.company } }),
                ),
              },
            ),
          ),
        ),
      ],
      flow(wait('settle', '2 days'), send('watch-it', template('demo-recording'), { via: [email] })),
    ),
  ),
);
