import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { formatDate, readDate } from '../../../services/content/dates.ts';

const settings = { timeZone: 'America/New_York', language: 'en', now: Date.parse('2026-03-02T20:10Z') };
const show = (value: unknown, format = '%Y-%m-%d %H:%M', more: object = {}) => {
  const date = readDate(value, { ...settings, ...more });
  return date && formatDate(date, format);
};

it.each<[string, unknown, string | undefined]>([
  ['a moment', '2026-07-01T02:00:00Z', '2026-06-30 22:00'],
  ['a moment with an offset', '2026-07-01T04:00:00+02:00', '2026-06-30 22:00'],
  ['an offset without a colon', '2026-07-01T04:00:00+0200', '2026-06-30 22:00'],
  ['a moment with a blank', '2026-07-01 02:00:00Z', '2026-06-30 22:00'],
  ['a date, which is kept as it is', '2026-07-01', '2026-07-01 00:00'],
  ['a time without a zone, which is kept as it is', '2026-07-01T10:30', '2026-07-01 10:30'],
  ['a time without a zone and with a blank', '2026-07-01 10:30:00', '2026-07-01 10:30'],
  ['a date in English', 'July 1, 2026', '2026-07-01 00:00'],
  ['a date without hyphens', '20260701', '2026-07-01 00:00'],
  ['a day that is none, without hyphens', '20260230', undefined],
  ['seconds', 1_782_871_200, '2026-06-30 22:00'],
  ['seconds as a text', '1782871200', '2026-06-30 22:00'],
  ['milliseconds', 1_782_871_200_000, '2026-06-30 22:00'],
  ['a Date', new Date('2026-07-01T02:00:00Z'), '2026-06-30 22:00'],
  ['now', 'now', '2026-03-02 15:10'],
  ['no date', 'soon', undefined],
  ['nothing', null, undefined],
  ['a day that is none', '2026-02-30', undefined],
  ['an hour that a spring night skips elsewhere', '2026-03-29T02:30', '2026-03-29 02:30'],
])('reads %s', (_what, value, shown) => {
  expect(show(value)).toBe(shown);
});

it.each([
  ['%-d/%-m/%y', '5/3/26'],
  ['%e|%_d|%3d|%05Y', ' 5| 5|005|02026'],
  ['%I:%M %p, %-l %P, %k', '03:07 PM, 3 pm, 15'],
  ['%A %a, %B %b, %^b', 'Thursday Thu, March Mar, MAR'],
  ['%j %U %W %V %u %w %q', '064 09 09 10 4 4 th'],
  ['%s %L %C', '1772741229 000 20'],
  ['%F %T %R %D', '2026-03-05 15:07:09 15:07 03/05/26'],
  ['%z %:z', '-0500 -05:00'],
  ['100 %%, %E, %', '100 %, %E, %'],
])('formats %s', (format, shown) => {
  expect(show('2026-03-05T20:07:09Z', format)).toBe(shown);
});

it('names months and days in the language of the message', () => {
  expect(show('2026-03-05', '%A, %-d. %B %Y', { language: 'de' })).toBe('Donnerstag, 5. März 2026');
  expect(show('2026-03-05', '%A %-d %B %Y', { language: 'fr-CA' })).toBe('jeudi 5 mars 2026');
});

it.each(['America/Los_Angeles', 'Pacific/Auckland', 'Europe/Berlin'])('gives the same in a process in %s', (zone) => {
  const script = `const { readDate, formatDate } = require(${JSON.stringify(path.join(__dirname, '../../../services/content/dates.ts'))});
    const settings = { timeZone: 'Asia/Tokyo', language: 'en', now: 0 };
    console.log(['2026-07-01', '2026-03-29T02:30', 'July 1, 2026', '2026-06-30T20:00:00Z'].map((each) => formatDate(readDate(each, settings), '%d.%m.%Y %H:%M')).join());`;
  const shown = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
    env: { PATH: '/usr/bin:/bin', TZ: zone },
    cwd: path.join(__dirname, '../../..'),
  });
  expect(String(shown).trim()).toBe('01.07.2026 00:00,29.03.2026 02:30,01.07.2026 00:00,01.07.2026 05:00');
});
