import { formatMoney, formatNumber } from '../../../services/content/numbers.ts';
import { mail, renderMail, source } from '../../support/templates.ts';

const plain = (text: unknown) => (typeof text === 'string' ? text.replace(/[\u00a0\u202f]/g, ' ') : text);

it.each([
  [79.9, 'EUR', 'en', '€79.90'],
  [79.9, 'EUR', 'de', '79,90 €'],
  ['1234.5', 'usd', 'en', '$1,234.50'],
  [1234, 'JPY', 'de', '1.234 ¥'],
  [79.9, undefined, 'en', '79.90'],
  [79.9, 'euros', 'de', '79,90'],
  ['n/a', 'EUR', 'en', 'n/a'],
  [null, 'EUR', 'en', null],
])('money: %j in %s, in %s', (value, currency, language, shown) => {
  expect(plain(formatMoney(value, currency, language))).toBe(shown);
});

it.each([
  [1234.5, undefined, 'en', '1,234.5'],
  [1234.5, undefined, 'de', '1.234,5'],
  [1234.5, 2, 'en', '1,234.50'],
  [1234.5, 99, 'en', '1,234.5'],
  ['x', 2, 'en', 'x'],
])('number: %j with %s decimals, in %s', (value, digits, language, shown) => {
  expect(plain(formatNumber(value, digits, language))).toBe(shown);
});

it('are filters of every template, in the language of the message', async () => {
  const template = source(mail('{{ order.total | money: order.currency }} {{ order.items | number }}'));
  const data = { order: { total: 1079.9, currency: 'EUR', items: 1200 } };
  expect(plain((await renderMail(template, data)).html)).toBe('€1,079.90 1,200');
  expect(plain((await renderMail(template, data, { defaultLanguage: 'de' })).html)).toBe('1.079,90 € 1.200');
});
