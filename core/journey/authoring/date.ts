import { toIsoDuration } from '../../base/duration.ts';
import type { Expression, Handle } from '../../condition/expression.ts';
import type { DateEntry } from '../definition/index.ts';

export interface DateOptions {
  /** Only if this holds of the customer then. */
  readonly where?: Expression<'entry' | 'customer'> | undefined;
  /** So long before the date: "30 days". */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** "09:00", by the customer's clocks; 00:00 unless said. */
  readonly time?: string | undefined;
  /** `year`: that day of each year. `once`: that date. */
  readonly every: 'year' | 'once';
  /** If the moment has passed when the date becomes known: enter at once while the day itself is not over, or not. */
  readonly ifPast: 'enter' | 'skip';
}

/** A customer enters on a date of theirs: `byDate('renewal', me.renewal_date, { before: '30 days', every: 'once', ifPast: 'enter' })`. */
export function byDate(id: string, date: Handle<unknown, 'customer'>, options: DateOptions): DateEntry {
  const { before, after, where, ...rest } = options;
  return {
    ...{ on: 'date', id, date: { ref: date.ref }, ...rest, where },
    before: before === undefined ? undefined : toIsoDuration(before, `byDate(${id}).before`),
    after: after === undefined ? undefined : toIsoDuration(after, `byDate(${id}).after`),
  };
}
