import { branch, defineTopic, email, flow, journey, on, send, template, wait, waitFor, when } from 'throughline';
import { AccountClosed, customer, ProjectCreated, SignedUp } from '../events.ts';

/**
 * Welcomes somebody who signed up, waits for their first project, and answers either way. The first wait is seconds here,
 * so that you can watch it; make it "10 minutes" in earnest. Who closes the account hears nothing more, at any point.
 */
export default journey(
  'welcome-series',
  {
    title: 'Welcome series',
    owner: 'growth',
    purpose: 'marketing',
    topic: defineTopic('getting-started'),
    entry: on(SignedUp).maxAge('1 hour'),
    reentry: 'never',
    exit: { 'account-closed': on(AccountClosed) },
  },
  flow(
    wait('settle', '5 seconds'),
    send('welcome', template('welcome'), { via: [email], notAfter: '1 day' }),
    waitFor(
      'first-project',
      { created: on(ProjectCreated), timeout: '2 days' },
      {
        created: flow(send('next-steps', template('next-steps'), { via: [email] })),
        timeout: flow(
          // Who pays already has somebody to talk to.
          branch(
            'pays',
            [when(customer.plan.is('pro'), flow())],
            flow(send('need-a-hand', template('need-a-hand'), { via: [email] })),
          ),
        ),
      },
    ),
  ),
);
