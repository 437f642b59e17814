import { z } from 'zod';
import { isTimeZone } from '../base/calendar.ts';
import { isoDurationSchema, lengthOf } from '../base/duration.ts';
import type { Problem } from '../base/problem.ts';

/** Of a week as clocks show it, in the order of `Date.getUTCDay`. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as "21:00"');

const windowSchema = z.strictObject({
  from: timeSchema.describe('A time of day: "21:00".'),
  until: timeSchema.describe('Of the same day, or of the next one where it is no later: "09:00".'),
});

const hoursSchema = z.union([
  z.literal('none'),
  windowSchema.extend({
    days: z
      .partialRecord(z.enum(weekdays), z.union([z.literal('none'), windowSchema]))
      .default({})
      .describe('Of windows that begin on these days, instead.'),
  }),
]);
/** From a time until a time, the next day's where that is earlier. */
export type QuietHours = z.infer<typeof hoursSchema>;

const longestSpreadMs = 3_600_000;
const day = 86_400_000;

/** When customers get no messages, by their own clocks. */
export const quietHoursSchema = z
  .strictObject({
    default: hoursSchema.default('none').describe('Of channels that have no hours of their own.'),
    channels: z.record(z.string().max(80), hoursSchema).default({}).describe('Channel ▸ its hours.'),
    zone: z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone, such as "Europe/Berlin"')
      .default('UTC')
      .describe('Of customers whose zone nothing tells: no trait, no client, no phone number, no country.'),
    spread: z
      .union([
        z.literal('none'),
        isoDurationSchema.refine((length) => (lengthOf(length) ?? day) <= longestSpreadMs, 'must be at most one hour'),
      ])
      .default('PT5M')
      .describe('Messages that waited go out over so long after the end, so that the end is no burst.'),
  })
  .prefault({})
  .describe("When marketing waits, by the customer's clock.");

export type QuietHoursSection = z.infer<typeof quietHoursSchema>;

const dayMinutes = 1_440;

/** The window that begins on this day, in minutes from its midnight; undefined: none does. */
export function quietWindowOf(hours: QuietHours, day: Weekday): { from: number; until: number } | undefined {
  if (hours === 'none') return undefined;
  const window = hours.days[day] ?? hours;
  if (window === 'none') return undefined;
  const [from, until] = [minutesOf(window.from), minutesOf(window.until)];
  return { from, until: until > from ? until : until + dayMinutes };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Windows that touch count as one: none may last longer than a day. */
export function checkQuietHours({ default: all, channels }: QuietHoursSection): readonly Problem[] {
  const places: readonly (readonly [string, QuietHours])[] = [
    ['workspace.quietHours.default', all],
    ...Object.entries(channels).map(([id, hours]) => [`workspace.quietHours.channels.${id}`, hours] as const),
  ];
  return places.flatMap(([where, hours]): Problem[] => {
    const longest = longestStretch(hours);
    if (longest <= dayMinutes) return [];
    return [
      {
        code: 'quiet-hours-too-long',
        where,
        problem: `There would be quiet hours of ${Math.floor(longest / 60)} hours on end; at most 24 are allowed.`,
        remedy:
          'Let a window end earlier, or the next one begin later. A whole quiet day needs short nights around it.',
      },
    ];
  });
}

function longestStretch(hours: QuietHours): number {
  let [longest, begun, end] = [0, 0, -1];
  for (let day = 0; day < 14; day += 1) {
    const window = quietWindowOf(hours, weekdays[day % 7] as Weekday);
    if (!window) continue;
    const from = day * dayMinutes + window.from;
    if (from > end) begun = from;
    end = Math.max(end, day * dayMinutes + window.until);
    longest = Math.max(longest, end - begun);
  }
  return longest;
}
