import { z } from 'zod';
import { dateIn, momentOnDate } from './calendar.ts';
import { millisecondsOf, timeOfDaySchema, weekdays } from './time-of-day.ts';

/**
 * Days that come again, each with one time of day: days of the week or of the month, in all months or some, or a line of cron
 * with one minute and one hour. By the calendar, day 31 means the last day of a shorter month, and 29 February the 28th; a
 * line of cron leaves such months out, as cron does.
 */
export const recurrenceSchema = z.union([
  z.strictObject({
    days: z.array(z.enum(weekdays)).min(1).max(7).optional().describe('Days of the week; every day unless said.'),
    monthDays: z
      .array(z.union([z.int().min(1).max(31), z.literal('last')]))
      .min(1)
      .max(31)
      .optional()
      .describe('Days of the month, or `last`; the last one where a month has no such day. Not together with `days`.'),
    months: z.array(z.int().min(1).max(12)).min(1).max(12).optional().describe('Months, 1 to 12; all unless said.'),
    time: timeOfDaySchema.describe('At this time of the day.'),
  }),
  z.strictObject({ cron: z.string().max(100).describe('"0 9 * * mon": minute, hour, day, month, weekday.') }),
]);

export type Recurrence = z.infer<typeof recurrenceSchema>;

/** One time at which it comes. */
export interface Occurrence {
  /** "2026-03-02": the day by the zone's calendar. */
  readonly date: string;
  readonly at: number;
}

interface DayRule {
  /** Milliseconds since midnight. */
  readonly time: number;
  matches(day: CalendarDay): boolean;
}

interface CalendarDay {
  readonly month: number;
  readonly day: number;
  readonly isLast: boolean;
  readonly lastDay: number;
  /** 0 is Monday. */
  readonly weekday: number;
}

const dayMs = 86_400_000;
/** Between two days 29 February there may be eight years. */
const mostDays = 366 * 8 + 2;
/** Days since 1970 of a Monday. */
const someMonday = 4;

/** The first occurrence after a moment, that moment excluded; undefined: it never comes. The zone must be one. */
export function nextOccurrence(recurrence: Recurrence, after: number, zone: string): Occurrence | undefined {
  const rule = readRule(recurrence);
  if (typeof rule === 'string') return undefined;
  const today = dateIn(after, zone);
  for (let date = today - 1; date <= today + mostDays; date += 1) {
    if (!rule.matches(calendarDay(date))) continue;
    const at = momentOnDate(date, rule.time, zone);
    if (at > after) return { date: dateText(date), at };
  }
  return undefined;
}

/** The occurrences after `after`, up to and with `until`: the newest ones, `most` of them. */
export function occurrencesUntil(
  recurrence: Recurrence,
  { after, until, zone, most }: { after: number; until: number; zone: string; most: number },
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  // After a long time away only the last days count.
  const from = Math.max(after, until - (most + 2) * 32 * dayMs);
  for (
    let next = nextOccurrence(recurrence, from, zone);
    next && next.at <= until;
    next = nextOccurrence(recurrence, next.at, zone)
  )
    found.push(next);
  return found.slice(-most);
}

/** What is wrong with it; undefined: nothing. */
export function recurrenceProblem(recurrence: Recurrence): string | undefined {
  if (!('cron' in recurrence) && recurrence.days && recurrence.monthDays)
    return 'It names days of the week and of the month.';
  const rule = readRule(recurrence);
  if (typeof rule === 'string') return rule;
  return nextOccurrence(recurrence, 0, 'UTC') ? undefined : 'It names a day that never comes.';
}

/** "2026-03-02" of a day since 1970. */
export function dateText(date: number): string {
  return new Date(date * dayMs).toISOString().slice(0, 10);
}

function calendarDay(date: number): CalendarDay {
  const moment = new Date(date * dayMs);
  const [month, day] = [moment.getUTCMonth() + 1, moment.getUTCDate()];
  const lastDay = new Date(Date.UTC(moment.getUTCFullYear(), month, 0)).getUTCDate();
  return { month, day, lastDay, isLast: day === lastDay, weekday: (((date - someMonday) % 7) + 7) % 7 };
}

function readRule(recurrence: Recurrence): DayRule | string {
  if ('cron' in recurrence) return readCron(recurrence.cron);
  const { days, monthDays, months, time } = recurrence;
  return {
    time: millisecondsOf(time),
    matches({ month, day, isLast, weekday }) {
      if (months && !months.includes(month)) return false;
      if (days) return days.includes(weekdays[weekday] as (typeof weekdays)[number]);
      return !monthDays || monthDays.some((each) => each === day || (isLast && (each === 'last' || each > day)));
    },
  };
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Cron counts from Sunday, and has it twice. */
const cronWeekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function readCron(line: string): DayRule | string {
  const fields = line.trim().toLowerCase().split(/\s+/);
  if (fields.length !== 5) return 'A line of cron has five fields: minute, hour, day, month, weekday.';
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = readField(minute, { from: 0, to: 59 });
  const hours = readField(hour, { from: 0, to: 23 });
  const days = readField(day, { from: 1, to: 31 });
  const months = readField(month, { from: 1, to: 12, names: monthNames });
  const weekdaysSet = readField(weekday, { from: 0, to: 7, names: cronWeekdays });
  if (!minutes || !hours || !days || !months || !weekdaysSet) return `"${line.slice(0, 60)}" is no line of cron.`;
  if (minutes.size !== 1 || hours.size !== 1) return 'It has more than one time a day; a customer enters once a day.';
  const isEither = !day.startsWith('*') && !weekday.startsWith('*');
  return {
    time: ((hours.values().next().value ?? 0) * 60 + (minutes.values().next().value ?? 0)) * 60_000,
    matches({ month: ofYear, day: ofMonth, weekday: ofWeek }) {
      if (!months.has(ofYear)) return false;
      const isWeekday = weekdaysSet.has((ofWeek + 1) % 7) || (ofWeek === 6 && weekdaysSet.has(7));
      return isEither ? days.has(ofMonth) || isWeekday : days.has(ofMonth) && isWeekday;
    },
  };
}

/** "*", "5", "1-5", "mon,wed", "2-10/2"; undefined: none of these. */
function readField(
  text: string,
  { from, to, names = [] }: { from: number; to: number; names?: readonly string[] },
): ReadonlySet<number> | undefined {
  const numberOf = (part: string) => {
    const named = names.indexOf(part);
    const value = named >= 0 ? named + from : /^\d{1,2}$/.test(part) ? Number(part) : Number.NaN;
    return value >= from && value <= to ? value : Number.NaN;
  };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const [first = '', last] = range === '*' ? [String(from), String(to)] : range.split('-');
    const begin = numberOf(first);
    const end = last === undefined ? (part.includes('/') ? to : begin) : numberOf(last);
    if (!(begin <= end) || Number(step) < 1) return undefined;
    for (let value = begin; value <= end; value += Number(step)) values.add(value);
  }
  return values;
}

const shortMonths = monthNames.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/** "on mon at 09:00", "on the last day of the month at 09:00", "by cron "0 9 1 * *"" */
export function describeRecurrence(recurrence: Recurrence): string {
  if ('cron' in recurrence) return `by cron "${recurrence.cron}"`;
  const { days, monthDays, months, time } = recurrence;
  const day = days
    ? `on ${days.join(', ')}`
    : monthDays
      ? `on ${monthDays.map((each) => (each === 'last' ? 'the last day' : `day ${each}`)).join(', ')} of the month`
      : 'every day';
  return [day, months && `in ${months.map((each) => shortMonths[each - 1]).join(', ')}`, `at ${time}`]
    .filter(Boolean)
    .join(' ');
}
