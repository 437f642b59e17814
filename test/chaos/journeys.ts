import {
  channel,
  clicked,
  defineEvent,
  defineTopic,
  email,
  exit,
  flow,
  inApp,
  journey,
  on,
  send,
  t,
  task,
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
const TrialStarted = defineEvent('Trial Started', { trial: t.text });

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

export const digests = ['digest-one', 'digest-two'] as const;
const DIGEST_TOPIC = 'digests';

/** Two journeys that one event enters: the cap lets one message of both go. At night neither goes. */
const TipsWanted = defineEvent('Tips Wanted', { tips: t.text });
const digest = (id: (typeof digests)[number]) =>
  journey(
    id,
    { purpose: 'marketing', topic: defineTopic(DIGEST_TOPIC), entry: on(TipsWanted), exit: {} },
    flow(send(`tip-${id}`, template(`tip-${id}`), { via: [webhook], notAfter: '1 hour' })),
  );
/** Of a customer in so many hours: one message of the digests. */
export const CAP = { most: 1, hours: 24 } as const;

/** A zone whose clocks show about this hour now. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`; // the sign of POSIX: west is plus
}
/** It stays night, and day, for longer than a test lasts. */
export const zones = { night: zoneAt(1), day: zoneAt(13) } as const;

export const choices = ['reached', 'lost'] as const;
/** How long the link of the offer is waited for, and how long an answer of the people in sales. */
export const REACTION_MS = 4_000;
export const DUE_MS = 5_000;
const seconds = (milliseconds: number) => `${milliseconds / 1_000} seconds`;

/** By mail, with feedback: a click becomes a task for people; without one the same comes as an in-app message. */
const offer = send('offer', template('offer'), { via: [email] });
const inAppOffer = send('offer-in-app', template('offer'), { via: [inApp] });
const pitch = journey(
  'pitch',
  { purpose: 'transactional', entry: on(TrialStarted) },
  flow(
    offer,
    waitFor(
      'reaction',
      { clicked: clicked(offer), timeout: seconds(REACTION_MS) },
      {
        clicked: flow(
          task(
            'call',
            { group: 'sales', choices, due: seconds(DUE_MS) },
            { reached: flow(send('deal', template('deal'), { via: [webhook] })) },
          ),
        ),
        timeout: flow(inAppOffer, waitFor('look', { clicked: clicked(inAppOffer), timeout: '4 seconds' }, {})),
      },
    ),
  ),
);

/** A visit of one of these steps is due as a message. */
export const sendSteps = [
  'hello',
  'bravo',
  'nudge',
  'received',
  'shipped',
  'offer',
  'offer-in-app',
  'deal',
  ...digests.map((id) => `tip-${id}`),
] as const;
export const exitOfJourney: Readonly<Record<string, { event: string; reason: string }>> = {
  welcome: { event: 'Account Closed', reason: 'closed' },
  order: { event: 'Cancelled', reason: 'cancelled' },
};

export const salespeople = ['sam@example.com', 'sue@example.com', 'sid@example.com'] as const;
/** Who reports feedback, and the secret that signs it: the API's environment has it. */
export const PROVIDER = 'provider';
export const PROVIDER_SECRET = `whsec_${Buffer.from('of the provider in the chaos test').toString('base64')}`;

const mail = (subject: string, more = '') => ({ email: { subject, html: `<p>${subject}</p>${more}` } });
const hook = (what: string, about: string) => ({ webhook: { body: `{"what": "${what}", ${about}}` } });
const ofOrder = '"order": {{ entry.order | json }}';
const ofTrial = '"trial": {{ entry.trial | json }}';

export const publication: Publication = {
  journeys: [welcome, order, pitch, ...digests.map(digest)],
  templates: [
    ...['hello', 'bravo', 'nudge'].map((id) => ({ id, content: mail(id) })),
    ...['received', 'shipped'].map((id) => ({ id, content: hook(id, ofOrder) })),
    ...digests.map((id) => ({ id: `tip-${id}`, content: hook(`tip-${id}`, '"tips": {{ entry.tips | json }}') })),
    { id: 'deal', content: hook('deal', ofTrial) },
    {
      id: 'offer',
      content: {
        ...mail('offer', '<p><a href="https://shop.example.com/offer">Look at it</a></p>'),
        'in-app': { title: 'offer', body: 'Look at it.', url: 'https://shop.example.com/offer' },
      },
    },
  ],
  workspace: {
    topics: { [TOPIC]: { title: 'Tips' }, [DIGEST_TOPIC]: { title: 'Digests' } },
    quietHours: { channels: { webhook: { from: '21:00', until: '09:00' } } },
    caps: { digests: { most: CAP.most, within: `PT${CAP.hours}H`, journeys: [...digests] } },
    groups: { sales: { members: [...salespeople], assign: 'rotation' } },
    feedback: { [PROVIDER]: { type: 'standard', secrets: [{ env: 'THROUGHLINE_SECRET_PROVIDER' }] } },
  },
};
