import { defineEvent, email, exit, flow, journey, on, send, t, template, wait, waitFor } from '../../core/index.ts';
import type { Publication } from '../../services/publishing/publish.ts';

export const SignedUp = defineEvent('Signed Up', { source: t.text });
const ProjectCreated = defineEvent('Project Created', { name: t.text });
const AccountClosed = defineEvent('Account Closed', {});

/** A wait, a mail, a wait-for with both ways out, an exit rule; `settle` and `timeout` as the test needs them. */
export function welcome({ settle = '1 second', timeout = '1 hour', id = 'welcome' } = {}) {
  return journey(
    id,
    {
      purpose: 'transactional',
      entry: on(SignedUp),
      exit: { closed: on(AccountClosed) },
    },
    flow(
      wait('settle', settle),
      send('hello', template('hello'), { via: [email] }),
      waitFor(
        'project',
        { created: on(ProjectCreated), timeout },
        {
          created: flow(send('bravo', template('bravo'), { via: [email] })),
          timeout: flow(send('nudge', template('nudge'), { via: [email] }), exit('gone', 'no-project')),
        },
      ),
    ),
  );
}

const Hurried = defineEvent('Hurried', {});

/** Its first turn already asks for a message. */
export const hasty = journey(
  'hasty',
  { purpose: 'transactional', entry: on(Hurried), exit: { closed: on(AccountClosed) } },
  flow(
    send('hello', template('hello'), { via: [email] }),
    waitFor(
      'project',
      { created: on(ProjectCreated), timeout: '1 hour' },
      { created: flow(send('bravo', template('bravo'), { via: [email] })) },
    ),
  ),
);

/** Its second turn is the last: nothing but a wait. */
export const brief = journey(
  'brief',
  { purpose: 'transactional', entry: on(SignedUp), exit: { closed: on(AccountClosed) } },
  flow(wait('settle', '1 second')),
);

const Ordered = defineEvent('Ordered', { order: t.text });
const Cancelled = defineEvent('Cancelled', { order: t.text });

/** Keyed by the order: several runs of one customer. */
export const orders = journey(
  'orders',
  {
    purpose: 'transactional',
    entry: on(Ordered),
    key: Ordered.order,
    reentry: 'always',
    exit: { cancelled: on(Cancelled).match(Cancelled.order) },
  },
  flow(wait('settle', '1 hour'), send('thanks', template('hello'), { via: [email] })),
);

const mail = (subject: string) => ({
  email: {
    subject: `${subject} {{ customer.name | default: "" }}`,
    html: `<p>${subject} {{ customer.name | default: "" }}</p>`,
  },
});

export const templates: Publication['templates'] = ['hello', 'bravo', 'nudge'].map((id) => ({ id, content: mail(id) }));
