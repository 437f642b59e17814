import { toIsoDuration } from '../../base/duration.ts';
import type { Recurrence } from '../../base/recurrence.ts';
import type { Expression, Handle } from '../../condition/expression.ts';
import type { EntryRule } from '../definition/index.ts';

/** An entry by time: `bySchedule(…)`, `byDate(…)`. */
export interface DeclaredAlarm {
  readonly alarm: EntryRule;
}

interface SharedOptions {
  /** Only if this holds of the customer then. */
  readonly where?: Expression<'entry' | 'customer'> | undefined;
  /** Customers who are asked about in a minute; 6,000 unless said. */
  readonly perMinute?: number | undefined;
}

export interface ScheduleOptions extends SharedOptions {
  /** `{ days: ['mon'], time: '09:00' }`, `{ monthDays: [1, 'last'], time: '09:00' }` or `{ cron: '0 9 * * mon' }`. */
  readonly every: Recurrence;
  /** `customer` (unless said), `workspace` or an IANA name. */
  readonly zone?: string | undefined;
  /** Only customers who are in it at the time; all unless said. */
  readonly segment?: string | { readonly id: string } | undefined;
}

/** Customers enter at times that come again: `bySchedule('weekly', { every: { days: ['mon'], time: '09:00' }, segment: vips })`. */
export function bySchedule(id: string, { segment, where, ...options }: ScheduleOptions): DeclaredAlarm {
  const name = typeof segment === 'object' ? segment.id : segment;
  return { alarm: { on: 'schedule', id, ...options, segment: name, where } };
}

export interface DateOptions extends SharedOptions {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** "09:00", by the customer's clocks. */
  readonly time?: string | undefined;
  /** `year`: that day of each year. `once`: that date. */
  readonly every: 'year' | 'once';
  /** If the moment has passed when the date becomes known: enter at once while the day itself is not over, or not. */
  readonly ifPast: 'enter' | 'skip';
}

/** A customer enters on a date of theirs: `byDate('renewal', me.renewal_date, { before: '30 days', every: 'once', ifPast: 'enter' })`. */
export function byDate(id: string, date: Handle<unknown, 'customer'>, options: DateOptions): DeclaredAlarm {
  const { before, after, where, ...rest } = options;
  return {
    alarm: {
      ...{ on: 'date', id, date: { ref: date.ref }, ...rest, where },
      before: before === undefined ? undefined : toIsoDuration(before, `byDate(${id}).before`),
      after: after === undefined ? undefined : toIsoDuration(after, `byDate(${id}).after`),
    },
  };
}
