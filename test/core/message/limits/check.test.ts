import { checkLimitChannels } from '../../../../core/message/limits/check.ts';
import { type ConfigurationInput, configurationSchema } from '../../../../core/workspace/configuration.ts';

const whereOf = (written: ConfigurationInput) =>
  checkLimitChannels(configurationSchema.parse(written)).map(({ code, where }) => [code, where]);
const when = { combinator: 'and' as const, rules: [{ field: 'customer.traits.ticket', operator: 'notNull' as const }] };
const daily = { most: 1, calendar: 'day' as const };

it.each<[string, ConfigurationInput, string]>([
  ['quiet hours', { quietHours: { channels: { mail: 'none' } } }, 'workspace.quietHours.channels.mail'],
  ['a cap', { caps: { daily: { ...daily, channels: ['email', 'mail'] } } }, 'workspace.caps.daily.channels[1]'],
  [
    'a hold',
    { holds: { open: { when, effect: 'wait', channels: ['webhook:crm'] } } },
    'workspace.holds.open.channels[0]',
  ],
  ['a send rate', { sendRate: { mail: { most: 1 } } }, 'workspace.sendRate.mail'],
])('reports a channel of %s that does not exist', (_what, written, where) => {
  expect(whereOf(written)).toEqual([['unknown-channel', where]]);
});

it('knows the channels that the configuration declares', () => {
  const crm = { url: 'https://crm.example/hook', secret: { env: 'THROUGHLINE_SECRET_CRM' } };
  expect(whereOf({ webhooks: { crm }, sendRate: { 'webhook:crm': { most: 5 }, email: { most: 1 } } })).toEqual([]);
});
