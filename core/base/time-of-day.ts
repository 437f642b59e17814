import { z } from 'zod';
import { dateIn, momentIn, momentOnDate } from './calendar.ts';
import { readMoment } from './read-moment.ts';

/** "09:30": a time of day as clocks on the wall show it. */
export const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in hours and minutes: "09:30"');

/** Milliseconds since midnight, as the clock shows it. */
export function millisecondsOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof weekdays)[number];

/** Hours on days of the week. Without days: every day; without hours: the whole day. One that ends earlier than it begins lasts over midnight. */
export interface TimeWindow {
  readonly days?: readonly Weekday[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Days since 1970 of a Monday. */
const someMonday = 4;

/**
 * The first moment from `moment` on that lies in the window by the zone's clocks: `moment` itself, or the next opening.
 * The end does not belong to it. A window over midnight belongs to the day on which it begins. On the spring night, times that
 * the clocks skip count as an hour later; a window that has no time left is not there that day. On the autumn night a time
 * that comes twice means its first passage, so a window around it is an hour longer.
 */
export function nextInWindow(moment: number, { days, from = '00:00', to = '00:00' }: TimeWindow, zone: string): number {
  const [opens, closes] = [millisecondsOf(from), millisecondsOf(to)];
  const today = dateIn(moment, zone);
  for (let date = today - 1; date <= today + mostDaysAhead; date += 1) {
    const weekday = weekdays[(((date - someMonday) % 7) + 7) % 7] as Weekday;
    if (days && !days.includes(weekday)) continue;
    const open = momentOnDate(date, opens, zone);
    const close = momentOnDate(closes > opens ? date : date + 1, closes, zone);
    if (open < close && moment < close) return Math.max(moment, open);
  }
  return moment; // no window is that rare: one day of the week at least has each time of day within three weeks
}

const mostDaysAhead = 21;

/**
 * The moment that a value of a customer or an event means: a date ("2026-03-02", its beginning in the zone), a date and time
 * with or without an offset, or a number since 1970. `time`: at this time of that day instead. Undefined: it is no moment.
 */
export function momentOfValue(value: unknown, zone: string, time?: string): number | undefined {
  const moment = readValue(value, zone);
  return moment === undefined || time === undefined
    ? moment
    : momentOnDate(dateIn(moment, zone), millisecondsOf(time), zone);
}

function readValue(value: unknown, zone: string): number | undefined {
  if (typeof value !== 'string') return readMoment(value);
  const text = value.trim();
  return momentIn(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, zone) ?? readMoment(text);
}
