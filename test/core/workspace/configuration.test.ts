import { defaultConfiguration, readConfiguration } from '../../../core/workspace/configuration.ts';

it('gives every section its defaults', () => {
  expect(readConfiguration({})).toEqual({ configuration: defaultConfiguration, problems: [] });
  expect(defaultConfiguration).toMatchObject({
    topics: {},
    consent: { regime: 'opt-out', tracking: 'opt-out', profiling: 'opt-out' },
    tracking: { opens: true, links: true },
    languages: { default: 'en' },
  });
});

it('keeps what is written', () => {
  const written = {
    topics: { offers: { title: 'Offers', regime: 'opt-in' } },
    webhooks: { crm: { url: 'https://crm.example/hook', secret: { env: 'THROUGHLINE_SECRET_CRM' } } },
    alerts: { sales: { type: 'slack', url: { env: 'THROUGHLINE_SECRET_SALES' } } },
    groups: { sales: { members: ['ada@example.org'], assign: 'rotation', alert: 'sales' } },
  };
  expect(readConfiguration(written)).toMatchObject({ configuration: written, problems: [] });
});

it.each([
  ['a section that is not known', { topcis: {} }, 'workspace'],
  ['a topic without a title', { topics: { offers: {} } }, 'workspace.topics.offers.title'],
  [
    'a secret in plain text',
    { webhooks: { crm: { url: 'https://crm.example', secret: 'abc' } } },
    'workspace.webhooks',
  ],
  [
    'a variable that is not meant for it',
    { webhooks: { crm: { url: 'https://crm.example', secret: { env: 'DATABASE_URL' } } } },
    'workspace.webhooks.crm.secret.env',
  ],
  [
    'an alert that is not declared',
    { groups: { sales: { members: ['a'], alert: 'slack' } } },
    'workspace.groups.sales',
  ],
  ['a topic that is not declared', { tracking: { topics: { offers: { opens: false } } } }, 'workspace.tracking.topics'],
  [
    'quiet hours without an end',
    { quietHours: { default: { from: '21:00', until: '21:00' } } },
    'workspace.quietHours.default',
  ],
  [
    'a quiet day between quiet nights',
    {
      quietHours: {
        channels: { sms: { from: '21:00', until: '09:00', days: { sunday: { from: '09:00', until: '23:00' } } } },
      },
    },
    'workspace.quietHours.channels.sms',
  ],
  [
    'a time of day that is none',
    { quietHours: { default: { from: '25:00', until: '09:00' } } },
    'workspace.quietHours',
  ],
  ['a zone that is none', { quietHours: { zone: 'Berlin' } }, 'workspace.quietHours.zone'],
  ['a spread of half a day', { quietHours: { spread: 'PT12H' } }, 'workspace.quietHours.spread'],
  [
    'a hold on what is not known of a customer',
    {
      holds: {
        open: {
          when: { combinator: 'and', rules: [{ field: 'entry.properties.x', operator: 'notNull' }] },
          effect: 'wait',
        },
      },
    },
    'workspace.holds.open.when',
  ],
  ['a send rate in hours', { sendRate: { email: { most: 1, per: 'PT2H' } } }, 'workspace.sendRate.email.per'],
  ['a cap without a window', { caps: { daily: { most: 1 } } }, 'workspace.caps.daily'],
  ['a cap with two windows', { caps: { daily: { most: 1, within: 'P1D', calendar: 'day' } } }, 'workspace.caps.daily'],
  ['a window in months', { caps: { daily: { most: 1, within: 'P1M' } } }, 'workspace.caps.daily.within'],
  ['a cap that lets nothing go', { caps: { daily: { most: 0, within: 'P1D' } } }, 'workspace.caps.daily.most'],
  [
    'a cap that reserves all of it',
    { caps: { daily: { most: 2, within: 'P1D', reserve: { most: 2, priority: 80 } } } },
    'workspace.caps.daily.reserve.most',
  ],
  [
    'a cap on a topic that is not declared',
    { caps: { daily: { most: 1, within: 'P1D', topics: ['news'] } } },
    'workspace.caps.daily.topics',
  ],
])('refuses %s and says where', (_what, written, where) => {
  const { problems } = readConfiguration(written);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]?.where).toContain(where);
});
