import { DateTime } from 'luxon';
import { momentOf } from '../../core/base/calendar.ts';

/**
 * The date filters. A moment is shown by the clocks of the customer's zone; a date without a time, and a time without a
 * zone, stand as they are written. The process's own zone has no say, which is why Liquid's filters are replaced: they
 * read "2026-07-01" as midnight in UTC and show it by the process's clocks.
 */
export interface DateSettings {
  /** IANA name. */
  readonly timeZone: string;
  /** Of names of months and days. */
  readonly language: string;
  /** What "now" and "today" mean, epoch milliseconds. */
  readonly now: number;
}

/** A moment in a zone; undefined where the value is no date. */
export function readDate(value: unknown, { timeZone, language, now }: DateSettings): DateTime | undefined {
  const at = (moment: number, zone: string) => {
    const date = DateTime.fromMillis(moment, { zone, locale: language });
    return date.isValid ? date : undefined;
  };
  if (value instanceof Date) return at(value.getTime(), timeZone);
  if (typeof value === 'number') return at(ofNumber(value), timeZone);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === 'now' || text === 'today') return at(now, timeZone);
  const compact = /^((?:19|20)\d\d)([01]\d)([0-3]\d)$/.exec(text); // as seconds they would be of 1970
  if (compact) return readDate(compact.slice(1).join('-'), { timeZone, language, now });
  if (/^\d{1,16}$/.test(text)) return at(ofNumber(Number(text)), timeZone);
  const moment = momentOf(text);
  if (moment !== undefined) return at(moment, timeZone);
  // Without a zone the text is kept as it stands: read and shown as UTC.
  const asItStands = DateTime.fromISO(text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'), {
    setZone: true,
    zone: 'UTC',
    locale: language,
  });
  if (asItStands.isValid && !/(Z|[+-]\d\d:?\d\d)$/i.test(text.slice(10))) return asItStands;
  if (asItStands.isValid) return asItStands.setZone(timeZone);
  if (/^\d{4}-/.test(text)) return undefined; // 30 February: JavaScript would make 2 March of it
  const other = Date.parse(`${text} UTC`);
  if (!Number.isNaN(other)) return at(other, 'UTC');
  const zoned = Date.parse(text);
  return Number.isNaN(zoned) ? undefined : at(zoned, timeZone);
}

/** Liquid counts seconds; what would lie beyond the year 5000 are milliseconds. */
function ofNumber(value: number): number {
  return Math.abs(value) >= 1e11 ? value : value * 1000;
}

type Format = (date: DateTime) => string | number;

/** Conversions of strftime, with the width and padding that each has unless a flag says otherwise. */
const conversions: Readonly<Record<string, readonly [format: Format, width?: number, padding?: string]>> = {
  a: [(date) => date.toFormat('ccc')],
  A: [(date) => date.toFormat('cccc')],
  b: [(date) => date.toFormat('LLL')],
  B: [(date) => date.toFormat('LLLL')],
  h: [(date) => date.toFormat('LLL')],
  c: [(date) => date.toFormat('ccc LLL d HH:mm:ss yyyy')],
  C: [(date) => Math.floor(date.year / 100), 2],
  d: [(date) => date.day, 2],
  D: [(date) => date.toFormat('MM/dd/yy')],
  e: [(date) => date.day, 2, ' '],
  F: [(date) => date.toFormat('yyyy-MM-dd')],
  H: [(date) => date.hour, 2],
  I: [(date) => date.hour % 12 || 12, 2],
  j: [(date) => date.ordinal, 3],
  k: [(date) => date.hour, 2, ' '],
  l: [(date) => date.hour % 12 || 12, 2, ' '],
  L: [(date) => date.millisecond, 3],
  m: [(date) => date.month, 2],
  M: [(date) => date.minute, 2],
  N: [(date) => `${String(date.millisecond).padStart(3, '0')}000000`],
  n: [() => '\n'],
  p: [(date) => (date.hour < 12 ? 'AM' : 'PM')],
  P: [(date) => (date.hour < 12 ? 'am' : 'pm')],
  q: [(date) => ordinal(date.day)],
  r: [(date) => date.setLocale('en').toFormat('hh:mm:ss a')],
  R: [(date) => date.toFormat('HH:mm')],
  s: [(date) => Math.floor(date.toMillis() / 1000)],
  S: [(date) => date.second, 2],
  t: [() => '\t'],
  T: [(date) => date.toFormat('HH:mm:ss')],
  u: [(date) => date.weekday],
  U: [(date) => Math.floor((date.ordinal + 6 - (date.weekday % 7)) / 7), 2],
  V: [(date) => date.weekNumber, 2],
  w: [(date) => date.weekday % 7],
  W: [(date) => Math.floor((date.ordinal + 7 - date.weekday) / 7), 2],
  x: [(date) => date.toLocaleString(DateTime.DATE_SHORT)],
  X: [(date) => date.toLocaleString(DateTime.TIME_WITH_SECONDS)],
  y: [(date) => date.year % 100, 2],
  Y: [(date) => date.year, 4],
  z: [(date) => date.toFormat('ZZZ')],
  Z: [(date) => date.toFormat('ZZZZ')],
  '%': [() => '%'],
};

function ordinal(day: number): string {
  const teens = day % 100 >= 11 && day % 100 <= 13;
  return teens ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
}

const longestPadding = 100;

/** strftime of Ruby, as Liquid knows it: `%-d` without padding, `%_d` with blanks, `%^b` in capitals, `%10Y` with a width. */
export function formatDate(date: DateTime, format: string): string {
  return format.replace(/%([-_0^#:]*)(\d{1,3})?([A-Za-z%])/g, (all, flags: string, width: string, letter: string) => {
    const conversion = Object.hasOwn(conversions, letter) ? conversions[letter] : undefined;
    if (!conversion) return all;
    const [print, ownWidth = 0, ownPadding = '0'] = conversion;
    let text = letter === 'z' && flags.includes(':') ? date.toFormat('ZZ') : String(print(date));
    if (flags.includes('^')) text = text.toUpperCase();
    if (flags.includes('#')) text = text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
    const padding = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : width && ownWidth === 0 ? ' ' : ownPadding;
    const least = flags.includes('-') ? 0 : Math.min(Number(width ?? ownWidth), longestPadding);
    return text.padStart(least, padding);
  });
}

/** What Liquid shows where a template names no format. */
export const defaultFormat = '%A, %B %-e, %Y at %-l:%M %P %z';
