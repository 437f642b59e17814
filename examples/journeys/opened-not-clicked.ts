import {
  branch,
  clicked,
  defineTopic,
  email,
  flow,
  inApp,
  interrupt,
  journey,
  on,
  send,
  task,
  template,
  text,
  wait,
  waitFor,
  when,
} from 'throughline';
import { AccountClosed, customer, PricingViewed, TrialStarted } from '../events.ts';

const welcome = send('welcome', template('trial-welcome'), { via: [email], notAfter: '1 day' });
const inAppWelcome = send('welcome-in-app', template('trial-welcome'), { via: [inApp] });
const dayThree = send('day-3', template('trial-day-3'), { via: [email], notAfter: '1 day' });

/**
 * A welcome to a trial that follows the customer. Who opens the mail but follows no link within a day sees the same message
 * in the product. Who then looks at the prices needs no third mail but somebody to talk to: the mail of day 3 is skipped,
 * and sales are given a task at once, while the customer goes on through the journey.
 * Where opens are not measured nobody knows who opened the mail, so nobody is shown the message a second time.
 */
export default journey(
  'opened-not-clicked',
  {
    title: 'Welcome to the trial',
    owner: 'growth',
    purpose: 'marketing',
    topic: defineTopic('getting-started'),
    entry: on(TrialStarted).maxAge('1 hour'),
    reentry: 'never',
    exit: { 'account-closed': on(AccountClosed), 'became-pro': customer.plan.is('pro') },
    on: {
      'looked-at-prices': interrupt(on(PricingViewed), {
        when: inAppWelcome.sent,
        skip: dayThree,
        do: flow(
          task('call', {
            group: 'sales',
            instruction: text`${customer.firstName} is on a trial and looks at the prices. Offer to help.`,
            choices: ['reached', 'not-interested'],
            due: '1 day',
          }),
        ),
      }),
    },
  },
  flow(
    welcome,
    waitFor(
      'reaction',
      { clicked: clicked(welcome), timeout: '1 day' },
      { timeout: flow(branch('opened-only', [when(welcome.opened, flow(inAppWelcome))])) },
    ),
    wait('until-day-3', '2 days'),
    dayThree,
  ),
);
