import { z } from 'zod';
import { ProblemError } from './problem.ts';

/**
 * Durations. In JSON they are ISO 8601 ("PT1H", "P3D"); in the builder people write "3 days" or "1 hour 30 minutes".
 * Years, months, weeks and days are calendar units, hours and shorter are exact (calendar.ts). Positive, at most ten
 * years, weeks beside other units allowed, a fraction only in seconds (to the millisecond): half a month is no length.
 * The normal form drops zero parts and leading zeros ("P03DT0H" is "P3D"). It does not change units ("PT90M" stays, it
 * reads as it was written; "P1D" and "PT24H" differ in two nights of the year).
 */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
const letters = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'] as const;

const isoPattern =
  /^P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;

const dayMs = 86_400_000;
/** A month is taken as a twelfth of a year of 365.25 days: good enough for a limit, never used to compute a moment. */
const roughMs: Duration = {
  years: 365.25 * dayMs,
  months: (365.25 / 12) * dayMs,
  weeks: 7 * dayMs,
  days: dayMs,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
};
const longestMs = 10 * roughMs.years;

/** Has it days or longer units, whose length the calendar says? */
export function isCalendarDuration(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && duration.years + duration.months + duration.weeks + duration.days > 0;
}

/** Durations that were read, since conditions ask for the same ones again for each event. */
const known = new Map<string, Duration | undefined>();
const mostKnown = 1_000;

/** The parts of an ISO 8601 duration; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  if (known.has(text)) return known.get(text);
  const read = readDuration(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, read);
  return read;
}

function readDuration(text: string): Duration | undefined {
  const parts = isoPattern.exec(text)?.slice(1);
  if (!parts) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  return { years, months, weeks, days, hours, minutes, seconds };
}

/** What is wrong with a text as a duration, in words; undefined if nothing is. */
export function durationFault(text: string): string | undefined {
  const duration = parseDuration(text);
  if (!duration) return 'is no ISO 8601 duration such as "PT1H" or "P3D" (a fraction is allowed in seconds only)';
  const rough = units.reduce((sum, unit) => sum + duration[unit] * roughMs[unit], 0);
  if (rough === 0) return 'must be longer than nothing';
  if (rough > longestMs) return 'must be at most 10 years';
  return undefined;
}

function formatDuration(duration: Duration): string {
  const written = units.map((unit, index) => (duration[unit] === 0 ? '' : `${duration[unit]}${letters[index]}`));
  const time = written.slice(4).join('');
  return `P${written.slice(0, 4).join('')}${time === '' ? '' : `T${time}`}`;
}

export const isoDurationSchema = z
  .string()
  .check((context) => {
    const fault = durationFault(context.value);
    if (fault) context.issues.push({ code: 'custom', input: context.value, message: fault });
  })
  .overwrite((text) => {
    const duration = parseDuration(text);
    return duration ? formatDuration(duration) : text;
  });

const unitOf: ReadonlyMap<string, keyof Duration> = new Map(
  units.flatMap((unit) => [[unit, unit] as const, [unit.slice(0, -1), unit] as const]),
);

/** "3 days", "1 hour 30 minutes", "1 week and 2 days" or ISO 8601, as the canonical ISO text. Throws a ProblemError. */
export function toIsoDuration(text: string, where = 'duration'): string {
  const iso = /^P/.test(text) ? text : fromWords(text);
  const fault = iso === undefined ? 'is not a duration we can read' : durationFault(iso);
  const duration = iso === undefined || fault ? undefined : parseDuration(iso);
  if (duration) return formatDuration(duration);
  throw new ProblemError([
    {
      code: 'bad-duration',
      where,
      problem: `"${text}" ${fault}`,
      remedy: 'Write a number and a unit, "3 days" or "1 hour 30 minutes" (years to seconds), or ISO 8601, "PT1H30M".',
    },
  ]);
}

function fromWords(text: string): string | undefined {
  const found: Partial<Record<keyof Duration, string>> = {};
  const rest = text.replace(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi, (whole, amount: string, name: string) => {
    const unit = unitOf.get(name.toLowerCase());
    if (!unit || found[unit] !== undefined) return whole; // left over: refused below
    found[unit] = amount;
    return '';
  });
  if (rest.replace(/\band\b|,/g, '').trim() !== '') return undefined;
  const written = units.map((unit, index) => (found[unit] === undefined ? '' : `${found[unit]}${letters[index]}`));
  const time = written.slice(4).join('');
  return `P${written.slice(0, 4).join('')}${time === '' ? '' : `T${time}`}`;
}

/** Its length, where a day counts as 24 hours; undefined: it has months or years, or is no duration. */
export function lengthOf(isoDuration: string): number | undefined {
  const duration = parseDuration(isoDuration);
  if (!duration || duration.years > 0 || duration.months > 0) return undefined;
  return (['weeks', 'days', 'hours', 'minutes', 'seconds'] as const).reduce(
    (sum, unit) => sum + duration[unit] * roughMs[unit],
    0,
  );
}
