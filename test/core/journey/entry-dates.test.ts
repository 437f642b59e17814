import { outsideDates } from '../../../core/journey/entry-dates.ts';

const advent = { startDate: '2026-12-01', endDate: '2026-12-24' };
const moments = { startDate: '2026-12-01T09:00:00+01:00', endDate: '2026-12-24T18:00:00Z' };

it.each([
  [advent, '2026-11-30T22:59:59.999Z', 'Europe/Berlin', 'not-started'],
  [advent, '2026-11-30T23:00:00Z', 'Europe/Berlin', undefined],
  [advent, '2026-12-24T22:59:59.999Z', 'Europe/Berlin', undefined],
  [advent, '2026-12-24T23:00:00Z', 'Europe/Berlin', 'over'],
  [advent, '2026-11-30T11:00:00Z', 'Pacific/Auckland', undefined],
  [advent, '2026-12-24T11:00:00Z', 'Pacific/Auckland', 'over'],
  [moments, '2026-12-01T07:59:59Z', 'Pacific/Auckland', 'not-started'],
  [moments, '2026-12-01T08:00:00Z', 'Pacific/Auckland', undefined],
  [moments, '2026-12-24T18:00:00Z', 'Pacific/Auckland', undefined],
  [moments, '2026-12-24T18:00:00.001Z', 'Pacific/Auckland', 'over'],
  [{}, '1970-01-01T00:00:00Z', 'UTC', undefined],
  [{ endDate: '2026-03-29' }, '2026-03-29T21:59:59Z', 'Europe/Berlin', undefined],
  [{ endDate: '2026-03-29' }, '2026-03-29T22:00:00Z', 'Europe/Berlin', 'over'],
] as const)('of %j says at %s in %s: %s', (dates, at, zone, answer) => {
  expect(outsideDates(dates, Date.parse(at), zone)).toBe(answer);
});
