import { fromWallClock, momentOf } from '../base/calendar.ts';
import type { Json } from '../base/canonical-json.ts';
import { readMoment } from '../base/read-moment.ts';

const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
};

/**
 * A moment in a foreign file. `format` says how it is written, such as "DD.MM.YYYY HH:mm" or "unix" (seconds); without it,
 * the forms of live calls are read. `zone` holds for what has no offset of its own; else it is UTC. Undefined: no moment.
 */
export function readFormatted(raw: Json, format: string | undefined, zone: string | undefined): number | undefined {
  if (format === 'unix') return /^-?\d{1,12}(\.\d+)?$/.test(String(raw).trim()) ? Number(raw) * 1000 : undefined;
  if (typeof raw !== 'string') return readMoment(raw);
  const text = raw.trim();
  if (format === undefined) {
    const isLocal = zone !== undefined && /\d$/.test(text) && !/([+-]\d\d:?\d\d|[+-]\d\d)$/.test(text.slice(10));
    const utc = readMoment(text);
    return utc !== undefined && isLocal && !/^\d+$/.test(text) ? fromWallClock(utc, zone) : utc;
  }
  const pattern = format
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/YYYY|MM|DD|HH|mm|ss/g, (token) => tokens[token] as string);
  const {
    year,
    month,
    day,
    hour = '0',
    minute = '00',
    second = '00',
  } = new RegExp(`^${pattern}$`).exec(text)?.groups ?? {};
  if (!year || !month || !day) return undefined;
  const two = (part: string) => part.padStart(2, '0');
  const wall = momentOf(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}Z`);
  return wall === undefined || zone === undefined ? wall : fromWallClock(wall, zone);
}
