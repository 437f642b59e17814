import { after, before, dateIn, momentOnDate } from '../base/calendar.ts';
import { dateText, type Occurrence } from '../base/recurrence.ts';
import { millisecondsOf, momentOfValue } from '../base/time-of-day.ts';
import { reader } from '../condition/fields.ts';
import type { Properties } from '../condition/schema.ts';
import { timeZoneOf } from '../customer/time-zone.ts';

/** What of an entry by date says when: see definition/entry/date.ts. */
export interface DateOfEntry {
  readonly date: { readonly ref: string };
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly time?: string | undefined;
  readonly every: 'year' | 'once';
  readonly ifPast: 'enter' | 'skip';
}

/**
 * When a date of a customer lets them in. The date is a day of their calendar; `before`, `after` and `time` move the moment.
 * Each year means the same day of each year, 29 February being the 28th where there is none.
 *   the date changes, or their zone   the next moment is computed again, `dueOf`
 *   the moment comes                  they enter, once for each day; then follows the next one
 */
const dayMs = 86_400_000;

/** The day of the customer that the rule names, in days since 1970 of their zone; undefined: there is none. */
function dayOf({ date }: DateOfEntry, traits: Properties, zone: string): number | undefined {
  const moment = momentOfValue(reader(date.ref)({ customer: { traits } }), zone);
  return moment === undefined ? undefined : dateIn(moment, zone);
}

/** The same day of another year. */
function inYear(day: number, year: number): number {
  const date = new Date(day * dayMs);
  const month = date.getUTCMonth();
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Math.floor(Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / dayMs);
}

/** The moment at which somebody enters by this day. */
function momentOfDay({ time = '00:00', ...shift }: DateOfEntry, day: number, zone: string): number {
  const moment = momentOnDate(day, millisecondsOf(time), zone);
  const earlier = shift.before === undefined ? moment : before(moment, shift.before, zone);
  return shift.after === undefined ? earlier : after(earlier, shift.after, zone);
}

/**
 * The next day by which the customer enters, from `now` on, and the moment. One whose moment has passed comes at once if the
 * rule says so and the day itself has not passed. `past`: the day by which they entered last, which does not come again.
 */
export function dueOf(
  rule: DateOfEntry,
  traits: Properties,
  now: number,
  past?: string | null,
): Occurrence | undefined {
  const zone = timeZoneOf(traits);
  const day = dayOf(rule, traits, zone);
  if (day === undefined) return undefined;
  const today = dateIn(now, zone);
  const thisYear = new Date(today * dayMs).getUTCFullYear();
  const days =
    rule.every === 'year'
      ? [-1, 0, 1, 2].map((years) => inYear(day, thisYear + years)).filter((each) => each >= day)
      : [day];
  for (const each of days) {
    const at = momentOfDay(rule, each, zone);
    const date = dateText(each);
    if (date === past) continue;
    if (at >= now) return { date, at };
    if (rule.ifPast === 'enter' && each >= today) return { date, at: now };
  }
  // A birthday that lies ahead for more than two years is that of nobody; of a date itself it may be true.
  if (rule.every === 'year' && day > today)
    return { date: dateText(day), at: Math.max(now, momentOfDay(rule, day, zone)) };
  return undefined;
}

/** Is this still one of the customer's days? The date, or the zone, may have moved since the moment was computed. */
export function isDayOf(rule: DateOfEntry, traits: Properties, date: unknown): boolean {
  const day = dayOf(rule, traits, timeZoneOf(traits));
  if (day === undefined || typeof date !== 'string') return false;
  return dateText(rule.every === 'year' ? inYear(day, Number(date.slice(0, 4))) : day) === date;
}

/** A moment that nobody looked at for so long has passed, as for `ifPast`. */
const longestLateMs = 3_600_000;

/** Whether a moment was missed: nothing was running then, and the rule lets nobody in afterwards, or the day is over. */
export function isMissed(
  { ifPast }: DateOfEntry,
  { date, at }: Occurrence,
  { now, zone }: { readonly now: number; readonly zone: string },
): boolean {
  if (now - at <= longestLateMs) return false;
  return ifPast === 'skip' || dateText(dateIn(now, zone)) > date;
}
