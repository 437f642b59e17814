import { describeDuration } from '../base/duration-words.ts';
import type { EntryCaps } from './definition/entry-caps.ts';

/**
 * How many may still enter a journey; those beyond do not, or wait for room (`over`). Hours and days are those of UTC: a cap is about machines and
 * budgets, and all customers share it. Each period has one counter, `periodsOf`; a run that opens counts in all of them.
 */
export interface EntryPeriod {
  /** "ever", "day 2026-03-02", "hour 2026-03-02T20" */
  readonly name: string;
  readonly most: number;
  /** Its counter is never 0 again. */
  readonly isFinal: boolean;
}

export function periodsOf({ perHour, perDay, ever }: EntryCaps, now: number): readonly EntryPeriod[] {
  const iso = new Date(now).toISOString();
  return [
    ...(ever === undefined ? [] : [{ name: 'ever', most: ever, isFinal: true }]),
    ...(perDay === undefined ? [] : [{ name: `day ${iso.slice(0, 10)}`, most: perDay, isFinal: false }]),
    ...(perHour === undefined ? [] : [{ name: `hour ${iso.slice(0, 13)}`, most: perHour, isFinal: false }]),
  ];
}

/** How many may enter now, given how many have. */
export function roomIn(periods: readonly EntryPeriod[], entered: ReadonlyMap<string, number>): number {
  return Math.max(0, Math.min(...periods.map(({ name, most }) => most - (entered.get(name) ?? 0))));
}

/** Nobody enters any more, however long they wait. */
export function isFinallyFull(periods: readonly EntryPeriod[], entered: ReadonlyMap<string, number>): boolean {
  return periods.some(({ name, most, isFinal }) => isFinal && (entered.get(name) ?? 0) >= most);
}

/** "100 an hour, 500 a day, 10,000 in all" */
export function describeEntryCaps({ perHour, perDay, ever, over, waitAtMost }: EntryCaps): string {
  return [
    ...(perHour === undefined ? [] : [`${perHour.toLocaleString('en')} an hour`]),
    ...(perDay === undefined ? [] : [`${perDay.toLocaleString('en')} a day`]),
    ...(ever === undefined ? [] : [`${ever.toLocaleString('en')} in all`]),
    ...(over === 'queue' ? ['those beyond wait for room'] : []),
    ...(waitAtMost === undefined ? [] : [`${describeDuration(waitAtMost)} at most`]),
  ].join(', ');
}
