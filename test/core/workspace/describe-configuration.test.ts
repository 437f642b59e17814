import { configurationSchema, defaultConfiguration } from '../../../core/workspace/configuration.ts';
import { describeConfiguration } from '../../../core/workspace/describe-configuration.ts';

const wordsOf = (configuration: object) => {
  const sections = describeConfiguration(configurationSchema.parse(configuration));
  return Object.fromEntries(
    sections.map(({ id, settings }) => [id, settings.map(({ name, text }) => `${name}: ${text}`)]),
  );
};

it('has every section of a configuration, in its order, with what it is about', () => {
  const sections = describeConfiguration(defaultConfiguration);
  expect(sections.map(({ id }) => id)).toEqual(Object.keys(configurationSchema.shape));
  for (const { about } of sections) expect(about).toMatch(/\w.*\.$/);
});

it('says what holds where nothing is set', () => {
  expect(wordsOf({})).toMatchObject({
    topics: [],
    consent: [
      'marketing messages: opt-out: until the customer objects',
      'measuring opens and clicks: opt-out: until the customer objects',
      'learning from behaviour: opt-out: until the customer objects',
    ],
    tracking: ['opens of e-mails: measured', 'clicks on links: measured'],
    identities: ['own kinds: none', 'browser keys: may change e-mail and phone of a known customer'],
    languages: ['default: en'],
  });
});

it('says when customers get nothing, and how much they get', () => {
  const saturday = { saturday: { from: '22:00', until: '10:00' }, sunday: 'none' };
  expect(
    wordsOf({
      quietHours: { default: { from: '21:00', until: '08:00', days: saturday }, channels: { email: 'none' } },
      caps: {
        weekly: { most: 3, within: 'P7D', channels: ['email'], reserve: { most: 1, priority: 50 } },
        daily: { most: 1, calendar: 'day', each: 'topic', excess: 'defer' },
      },
    }),
  ).toMatchObject({
    quietHours: [
      'all channels: 21:00 to 08:00; saturday 22:00 to 10:00; sunday none',
      'email: none',
      'zone of customers who have none: UTC',
      'spread at the end: over 5 minutes',
    ],
    caps: [
      'weekly: at most 3 within 7 days; only email; 1 of them for priority 50 and higher; more are blocked',
      'daily: at most 1 a day; for each topic; more wait',
    ],
  });
});

it('says what holds marketing back, how fast messages leave, and who is only in the books', () => {
  const when = { combinator: 'and', rules: [{ field: 'customer.traits.open_ticket', operator: '=', value: true }] };
  expect(
    wordsOf({
      holds: {
        ticket: { title: 'A ticket is open', when, effect: 'wait', atMost: 'P3D' },
        unhappy: { when, effect: 'block', channels: ['email'] },
      },
      sendRate: { email: { most: 50, burst: 100 }, sms: { most: 10, per: 'PT1M' } },
      globalControl: { perMille: 25 },
    }),
  ).toMatchObject({
    holds: [
      "ticket: “A ticket is open”; while the customer's open_ticket is true; messages wait, at most 3 days",
      "unhappy: while the customer's open_ticket is true; only email; messages are blocked",
    ],
    sendRate: ['email: at most 50 in 1 second; 100 at once after a quiet time', 'sms: at most 10 in 1 minute'],
    globalControl: ['in the books only: 2.5 % of customers'],
  });
});

it('says what is set, and names secrets without their values', () => {
  const env = (name: string) => ({ env: `THROUGHLINE_SECRET_${name}` });
  const words = wordsOf({
    topics: { news: { title: 'News', regime: 'opt-in' } },
    tracking: { opens: false, topics: { news: { links: false } } },
    webhooks: { crm: { url: 'https://crm.example/in', secret: env('CRM') } },
    alerts: {
      chat: { type: 'slack', url: env('CHAT') },
      desk: { type: 'email', to: ['a@example.com', 'b@example.com'] },
    },
    feedback: { mails: { type: 'sendgrid', secrets: [env('OLD'), env('NEW')] } },
    groups: { sales: { title: 'Sales', members: ['Ann', 'Bo'], assign: 'rotation', alert: 'chat' } },
  });
  expect(words).toMatchObject({
    topics: ['news: “News”; opt-in: only with consent'],
    tracking: ['opens of e-mails: not measured', 'clicks on links: measured', 'topic news: clicks not measured'],
    webhooks: ['crm: to https://crm.example/in, signed with the secret in THROUGHLINE_SECRET_CRM'],
    alerts: [
      'chat: to the chat whose address is in THROUGHLINE_SECRET_CHAT',
      'desk: by e-mail to a@example.com, b@example.com',
    ],
    feedback: [
      'mails: reports as sendgrid sends them, verified with the secret in THROUGHLINE_SECRET_OLD or in THROUGHLINE_SECRET_NEW',
    ],
    groups: ['sales: “Sales”; Ann, Bo; each task goes to the next member; alerts go to chat'],
  });
});
