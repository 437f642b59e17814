import { momentOf } from './calendar.ts';

/**
 * A moment in the forms that clients send, in epoch milliseconds; undefined for what is no moment. Beside ISO 8601 these
 * are: a blank for the T, slashes, an offset without colon, "UTC" or a zone in brackets behind it, a date alone, the basic
 * form 20261126T100000Z, dates in English words (HTTP, mail, Unix, Date.toString), and numbers of seconds or parts of
 * them since 1970. Without an offset it is UTC, never the server's own zone. A date that may be read in two ways,
 * 11/12/2026, is none.
 */
export function readMoment(value: unknown): number | undefined {
  if (typeof value === 'number') return ofNumber(value);
  if (typeof value !== 'string') return undefined;
  if (value.length > 200) return undefined;
  const text = value
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('\u2212', '-') // a typographer's minus
    .replace(/(Z|[+-]\d\d:?\d\d)\[[\w/+-]+\]$/, '$1'); // Java names the zone behind its offset
  if (text.length > 100) return undefined;
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return ofNumber(Number(text));
  return ofIso(text) ?? ofWords(text);
}

/** Below it is no time that anybody sent, but a 0 or a count: as seconds the spring of 1973. */
const LEAST = 1e8;

/** Seconds until the year 5138, milliseconds from 1973 on, then microseconds, then nanoseconds. */
function ofNumber(value: number): number | undefined {
  if (!Number.isFinite(value) || value < LEAST) return undefined;
  if (value < 1e11) return Math.round(value * 1000);
  return Math.floor(value < 1e14 ? value : value < 1e17 ? value / 1_000 : value / 1_000_000);
}

const time = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?`;
const zone = String.raw`\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?`;
const extended = new RegExp(String.raw`^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[Tt ]+${time})?${zone}$`);
const basic =
  /^(\d{4})()(\d\d)(\d\d)(?:[Tt ]?(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

function ofIso(text: string): number | undefined {
  const parts = extended.exec(text) ?? basic.exec(text);
  if (!parts) return undefined;
  const [, year = '', , month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '0', offset = 'Z'] =
    parts;
  return ofParts({ year, month, day, hour, minute, second, fraction, offset });
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly fraction: string;
  readonly offset: string;
}

const two = (text: string) => text.padStart(2, '0');

/** Brought to the strict form, which knows that 30 February is no day. A day ends at 24:00, and a leap second at 0. */
function ofParts({ year, month, day, hour, minute, second, fraction, offset }: Parts): number | undefined {
  const isLeapSecond = second === '60';
  const isEndOfDay = hour === '24' && Number(minute) + Number(second) + Number(fraction) === 0;
  const zoned = /^[+-]/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}` : 'Z';
  const clock = `${isEndOfDay ? '00' : two(hour)}:${two(minute)}:${isLeapSecond ? '59' : two(second)}.${fraction}`;
  const moment = momentOf(`${year}-${two(month)}-${two(day)}T${clock}${zoned}`);
  if (moment === undefined) return undefined;
  return moment + (isLeapSecond ? 1_000 : 0) + (isEndOfDay ? 86_400_000 : 0);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/i;
const weekday = /^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?$/i;
/** Of RFC 5322: names of zones in mails. Others mean several zones, or none. */
const zoneNames: Readonly<Record<string, string>> = {
  ...{ z: 'Z', ut: 'Z', utc: 'Z', gmt: 'Z', est: '-0500', edt: '-0400' },
  ...{ cst: '-0600', cdt: '-0500', mst: '-0700', mdt: '-0600', pst: '-0800', pdt: '-0700' },
};

/** "Thu, 26 Nov 2026 10:00:00 GMT", "Thu Nov 26 10:00:00 UTC 2026", "26-Nov-26", "Nov 26, 2026": each word must be known. */
function ofWords(text: string): number | undefined {
  const found: { -readonly [Name in keyof Parts]?: string } = {};
  const words = text
    .replace(/ \([^()]*\)$/, '')
    .replace(/\b(\d{1,2})-([A-Za-z]{3,9})-(\d{4}|\d\d)\b/, '$1 $2 $3')
    .replace(/(GMT|UTC)([+-]\d\d:?\d\d)$/, '$2')
    .split(/[\s,]+/);
  const take = (name: keyof Parts, value: string): boolean => {
    if (found[name] !== undefined) return false;
    found[name] = value;
    return true;
  };
  for (const word of words) {
    const clock = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.](\d{1,9}))?)?$/.exec(word);
    const named = zoneNames[word.toLowerCase()];
    const isKnown = clock
      ? take('hour', clock[1] as string) && take('minute', clock[2] as string) && take('second', clock[3] ?? '0')
      : weekday.test(word) ||
        (monthName.test(word) && take('month', String(months.indexOf(word.slice(0, 3).toLowerCase()) + 1))) ||
        (/^\d{4}$/.test(word) && take('year', word)) ||
        (/^\d{1,2}$/.test(word) && (take('day', word) || take('year', `20${word}`))) ||
        (/^[+-]\d\d:?\d\d$/.test(word) && take('offset', word)) ||
        (named !== undefined && Object.hasOwn(zoneNames, word.toLowerCase()) && take('offset', named));
    if (!isKnown) return undefined;
    if (clock?.[4]) take('fraction', clock[4]);
  }
  const { year, month, day } = found;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return ofParts({ hour: '0', minute: '0', second: '0', fraction: '0', offset: 'Z', ...found, year, month, day });
}
