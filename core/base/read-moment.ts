import { momentOf } from './calendar.ts';

/**
 * A moment in the forms that clients send, in epoch milliseconds; undefined for what is no moment. Beside ISO 8601 these
 * are: a blank for the T, an offset without colon, "UTC" behind it, a date alone, the basic form 20261126T100000Z, HTTP
 * dates (RFC 9110), what Date.toString gives, and numbers of seconds or milliseconds since 1970. Without an offset it is
 * UTC, never the server's own zone.
 */
export function readMoment(value: unknown): number | undefined {
  if (typeof value === 'number') return ofNumber(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text.length > 100) return undefined;
  if (/^\d{9,16}(\.\d+)?$/.test(text)) return ofNumber(Number(text));
  return ofIso(text) ?? ofWords(text);
}

/** Seconds until the year 5138, milliseconds from 1973 on, else microseconds. */
function ofNumber(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  if (value < 1e11) return Math.round(value * 1000);
  return Math.floor(value < 1e14 ? value : value / 1000);
}

const isoForm =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;

/** Brought to the strict form, which knows that 30 February is no day. */
function ofIso(text: string): number | undefined {
  const parts = isoForm.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = parts;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}` : 'Z';
  const isLeapSecond = second === '60';
  const moment = momentOf(
    `${year}-${month}-${day}T${hour}:${minute}:${isLeapSecond ? '59' : second}.${fraction}${offset}`,
  );
  return moment !== undefined && isLeapSecond ? moment + 1000 : moment;
}

/** "Thu, 26 Nov 2026 10:00:00 GMT", "Thu Nov 26 2026 10:00:00 GMT+0100 (CET)": the offset must be there. */
const worded =
  /^(?:[A-Za-z]{3},? )?(?:\d{1,2} [A-Za-z]{3}|[A-Za-z]{3} \d{1,2}) \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|Z|(?:GMT|UTC)?[+-]\d{4})(?: \([^()]*\))?$/;

function ofWords(text: string): number | undefined {
  if (!worded.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}
