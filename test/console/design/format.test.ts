import {
  describeMoment,
  formatCount,
  formatDuration,
  formatMoment,
  formatMoney,
  formatShare,
} from '../../../console/src/design/format.ts';

const NOW = Date.parse('2026-11-26T19:20:00Z');
const MINUTE = 60_000;

it.each([
  [0, 'under 1 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [90_061_000, '1 d 1 h'],
  [2 * 86_400_000 + 5_000, '2 d'],
  [-5, 'under 1 s'],
])('shows %d ms in at most two units: %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it('tells nothing known from zero, and an estimate from a count', () => {
  expect([formatCount(null), formatCount(0), formatCount(24_118), formatCount(24_118, true)]).toEqual([
    '–',
    '0',
    '24,118',
    '≈ 24,118',
  ]);
});

it('gives a share with one decimal, and of nothing none', () => {
  expect([formatShare(2_846, 24_118), formatShare(0, 7), formatShare(0, 0)]).toEqual(['11.8 %', '0 %', '–']);
});

it('shows money with its ISO code', () => {
  expect(formatMoney(12.5, 'EUR').replace(/\s/g, ' ')).toBe('EUR 12.50');
});

it.each([
  [NOW - 1_000, 'now'],
  [NOW - 4 * MINUTE, '4 min ago'],
  [NOW + 4 * MINUTE, 'in 4 min'],
  [NOW - 120 * MINUTE, /^0?5:20.PM$|^17:20$/],
  [Date.parse('2026-03-03T14:02:00Z'), /Tue.*3.*, 0?2:02.PM$|Tue.*3.*, 14:02$/],
  [Date.parse('2025-03-03T14:02:00Z'), /2025, /],
])('shows a moment by how far away it is: %s', (at, text) => {
  const shown = formatMoment(at, NOW, 'UTC').replace(/\s/g, ' ');
  expect(shown).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
});

it('reads the day in the zone that is asked for, not in the reader’s', () => {
  const lateEvening = Date.parse('2026-11-26T10:30:00Z');
  expect(formatMoment(lateEvening, NOW, 'UTC')).not.toMatch(/,/);
  expect(formatMoment(lateEvening, NOW, 'Pacific/Auckland')).toMatch(/Thu.*26/);
});

it('names both zones and the ISO moment on hover', () => {
  const lines = describeMoment(NOW, 'Pacific/Auckland').split('\n');
  expect(lines.at(-1)).toBe('2026-11-26T19:20:00.000Z');
  expect(lines.some((line) => line.includes('Pacific/Auckland'))).toBe(true);
});
