import type { Recurrence } from '../../base/recurrence.ts';
import type { Expression } from '../../condition/expression.ts';
import type { ScheduleEntry } from '../definition/index.ts';

export interface ScheduleOptions {
  /** Only if this holds of the customer then. */
  readonly where?: Expression<'entry' | 'customer'> | undefined;
  /** Customers who are asked about in a minute; 6,000 unless said. */
  readonly perMinute?: number | undefined;
  /** `{ days: ['mon'], time: '09:00' }`, `{ monthDays: [1, 'last'], time: '09:00' }` or `{ cron: '0 9 * * mon' }`. */
  readonly every: Recurrence;
  /** `customer` (unless said), `workspace` or an IANA name. */
  readonly zone?: string | undefined;
  /** Only customers who are in it at the time; all unless said. */
  readonly segment?: string | { readonly id: string } | undefined;
}

/** Customers enter at times that come again: `bySchedule('weekly', { every: { days: ['mon'], time: '09:00' }, segment: vips })`. */
export function bySchedule(id: string, { segment, where, ...options }: ScheduleOptions): ScheduleEntry {
  const name = typeof segment === 'object' ? segment.id : segment;
  return { on: 'schedule', id, ...options, segment: name, where };
}
