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
])('refuses %s and says where', (_what, written, where) => {
  const { problems } = readConfiguration(written);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]?.where).toContain(where);
});
