import { countriesOfPhone } from '../../../core/customer/calling-codes.ts';
import { zonesOf } from '../../../core/customer/zones.ts';

const berlin = ['Europe/Berlin', 'Europe/Busingen'];

it.each([
  ['the trait, before everything else', { timezone: 'Asia/Tokyo', phone: '+49171123456' }, 'trait', ['Asia/Tokyo']],
  ['the country of the phone number', { phone: '+49 (171) 123-456' }, 'country', berlin],
  ['the country of a number with two zeros', { phone: '0049171123456' }, 'country', berlin],
  ['the trait country', { country: 'de' }, 'country', berlin],
  ['the country of the address', { address: { country: 'NZ' } }, 'country', ['Pacific/Auckland', 'Pacific/Chatham']],
  ['the country among those that share a code', { phone: '+7 701 1234567', country: 'KZ' }, 'country', undefined],
  [
    'both where phone and country contradict each other',
    { phone: '+49171123456', country: 'NZ' },
    'country',
    undefined,
  ],
  ["the workspace's, where nothing is known", { phone: '0171123456' }, 'workspace', ['Europe/Paris']],
  ["the workspace's, where the zone is none", { timezone: 'Mars' }, 'workspace', ['Europe/Paris']],
  ["the workspace's, where the country is none", { country: 'Germany' }, 'workspace', ['Europe/Paris']],
])('a customer is in the zones of %s', (_what, traits, from, zones) => {
  const found = zonesOf(traits, 'Europe/Paris');
  expect(found.from).toBe(from);
  if (zones) expect([...found.zones].sort()).toEqual(zones);
});

it('a shared calling code gives the zones of all its countries, unless the country is known', () => {
  const shared = zonesOf({ phone: '+17775551234' }, 'UTC').zones;
  expect(shared).toEqual(expect.arrayContaining(['America/New_York', 'Pacific/Honolulu', 'America/St_Johns']));
  expect(zonesOf({ phone: '+17775551234', country: 'CA' }, 'UTC').zones).not.toContain('Pacific/Honolulu');
});

it.each([
  ['+14165550123', ['US', 'CA']],
  ['+18765550123', ['JM']],
  ['+447700900123', ['GB', 'GG', 'IM', 'JE']],
  ['+6421123456', ['NZ']],
  ['+77011234567', ['KZ']],
  ['+79161234567', ['RU', 'KZ']],
  ['+971501234567', ['AE']],
  ['021123456', []],
  ['+999123456', []],
])('the number %s may be of %j', (phone, countries) => {
  expect(countriesOfPhone(phone)).toEqual(countries);
});
