import {
  channel,
  defineEvent,
  defineTopic,
  email,
  exit,
  flow,
  journey,
  on,
  send,
  t,
  template,
  wait,
  waitFor,
} from '../../core/index.ts';
import type { Publication } from '../../services/publishing/publish.ts';

const webhook = channel('webhook');
const SignedUp = defineEvent('Signed Up', { source: t.text });
const ProjectCreated = defineEvent('Project Created', { name: t.text });
const AccountClosed = defineEvent('Account Closed', {});
const Ordered = defineEvent('Ordered', { order: t.text });
const Cancelled = defineEvent('Cancelled', { order: t.text });

/** What some customers withdraw on their way: no message of it is claimed after that was answered. */
export const TOPIC = 'tips';

/** By mail: one run a customer, a wait-for with both ways out, an exit. */
const welcome = journey(
  'welcome',
  { purpose: 'marketing', topic: defineTopic(TOPIC), entry: on(SignedUp), exit: { closed: on(AccountClosed) } },
  flow(
    wait('settle', '2 seconds'),
    send('hello', template('hello'), { via: [email] }),
    waitFor(
      'project',
      { created: on(ProjectCreated), timeout: '5 seconds' },
      {
        created: flow(send('bravo', template('bravo'), { via: [email] })),
        timeout: flow(send('nudge', template('nudge'), { via: [email] }), exit('gone', 'no-project')),
      },
    ),
  ),
);

/** By webhook: one run an order. */
const order = journey(
  'order',
  {
    purpose: 'transactional',
    entry: on(Ordered),
    key: Ordered.order,
    exit: { cancelled: on(Cancelled).match(Cancelled.order) },
  },
  flow(
    send('received', template('received'), { via: [webhook] }),
    wait('settle', '3 seconds'),
    send('shipped', template('shipped'), { via: [webhook] }),
  ),
);

const mail = (subject: string) => ({ email: { subject, html: `<p>${subject}</p>` } });
const hook = (what: string) => ({ webhook: { body: `{"what": "${what}", "order": {{ entry.order | json }}}` } });

export const publication: Publication = {
  journeys: [welcome, order],
  templates: [
    ...['hello', 'bravo', 'nudge'].map((id) => ({ id, content: mail(id) })),
    ...['received', 'shipped'].map((id) => ({ id, content: hook(id) })),
  ],
};
