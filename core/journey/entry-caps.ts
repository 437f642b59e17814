import type { EntryCaps } from './definition/entry-caps.ts';

/**
 * How many may still enter a journey. Hours and days are those of UTC: a cap is about machines and budgets, and all
 * customers share it. Each period has one counter, `periodsOf`; a run that opens counts in all of them.
 */
export interface CapPeriod {
  /** "ever", "day 2026-03-02", "hour 2026-03-02T20" */
  readonly name: string;
  readonly most: number;
  /** When the next one begins; undefined: never. */
  readonly endsAt: number | undefined;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export function periodsOf({ perHour, perDay, ever }: EntryCaps, now: number): readonly CapPeriod[] {
  const iso = new Date(now).toISOString();
  const endOf = (length: number) => (Math.floor(now / length) + 1) * length;
  return [
    ...(ever === undefined ? [] : [{ name: 'ever', most: ever, endsAt: undefined }]),
    ...(perDay === undefined ? [] : [{ name: `day ${iso.slice(0, 10)}`, most: perDay, endsAt: endOf(dayMs) }]),
    ...(perHour === undefined ? [] : [{ name: `hour ${iso.slice(0, 13)}`, most: perHour, endsAt: endOf(hourMs) }]),
  ];
}

/** How many may enter now, given how many have. */
export function roomIn(periods: readonly CapPeriod[], entered: ReadonlyMap<string, number>): number {
  return Math.max(0, Math.min(...periods.map(({ name, most }) => most - (entered.get(name) ?? 0))));
}

/** When the next period begins in which there may be room; undefined: never, since all have entered that ever may. */
export function roomAgainAt(periods: readonly CapPeriod[], entered: ReadonlyMap<string, number>): number | undefined {
  const full = periods.filter(({ name, most }) => (entered.get(name) ?? 0) >= most);
  if (full.some(({ endsAt }) => endsAt === undefined)) return undefined;
  return Math.max(...full.map(({ endsAt }) => endsAt ?? 0));
}

/** "100 an hour, 500 a day, 10,000 in all; others wait" */
export function describeEntryCaps({ perHour, perDay, ever, beyond }: EntryCaps): string {
  const parts = [
    ...(perHour === undefined ? [] : [`${perHour.toLocaleString('en')} an hour`]),
    ...(perDay === undefined ? [] : [`${perDay.toLocaleString('en')} a day`]),
    ...(ever === undefined ? [] : [`${ever.toLocaleString('en')} in all`]),
  ];
  return `${parts.join(', ')}; ${beyond === 'queue' ? 'others wait' : 'others do not enter'}`;
}
