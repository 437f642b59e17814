import { z } from 'zod';
import { isTimeZone } from '../../../base/calendar.ts';
import { describeRecurrence, recurrenceProblem, recurrenceSchema } from '../../../base/recurrence.ts';
import { checkCondition } from '../../../condition/check.ts';
import { holds } from '../../../condition/compile.ts';
import { describeCondition } from '../../../condition/describe.ts';
import { filterOfEntry } from '../../../condition/fields.ts';
import { conditionSchema } from '../../../condition/schema.ts';
import { idSchema } from '../names.ts';
import type { EntryKind } from './kind.ts';

/** Customers of a wave or a date who are asked about in a minute, unless said. */
export const defaultPerMinute = 6_000;

export const perMinuteSchema = z
  .int()
  .min(1)
  .max(100_000)
  .optional()
  .describe(`Customers who are asked about in a minute; ${defaultPerMinute.toLocaleString('en')} unless said.`);

/**
 * schedule: at its time a wave of customers enters, those of a segment or all, page by page at a rate. In the customers' own
 * zones it is one wave for each zone. A customer enters once for each schedule and local date.
 */
export const scheduleEntrySchema = z
  .strictObject({
    on: z.literal('schedule'),
    id: idSchema.describe('Names the schedule within its journey.'),
    every: recurrenceSchema.describe('The days and the time, or a line of cron with one time a day.'),
    zone: z
      .string()
      .max(64)
      .optional()
      .describe(
        '`customer`: by the clocks of each customer (unless said). `workspace`: by the zone of the quiet hours. Else an IANA time zone.',
      ),
    segment: idSchema.optional().describe('Only customers who are in this segment at the time; all unless said.'),
    where: conditionSchema.optional().describe('Only if this holds of the customer then.'),
    perMinute: perMinuteSchema,
  })
  .describe('Customers enter at times that come again: a segment, or everybody for whom the condition holds.');

export type ScheduleEntry = z.infer<typeof scheduleEntrySchema>;

export function isScheduleEntry(rule: { readonly on: string }): rule is ScheduleEntry {
  return rule.on === 'schedule';
}

export const scheduleEntry: EntryKind<ScheduleEntry> = {
  on: 'schedule',
  schema: scheduleEntrySchema,
  example: {
    on: 'schedule',
    id: 'weekly',
    every: { days: ['mon'], time: '09:00' },
    zone: 'customer',
    segment: 'vip',
    perMinute: 1_000,
  },
  describe: ({ every, zone = 'customer', segment, where }) =>
    [
      describeRecurrence(every),
      zoneInWords(zone),
      segment === undefined ? '' : `who is in ${segment}`,
      where ? `if ${describeCondition(where)}` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  check({ every, zone = 'customer', where }, at) {
    const wrong = recurrenceProblem(every);
    return [
      ...(wrong === undefined
        ? []
        : [
            {
              code: 'bad-schedule',
              where: `${at}.every`,
              problem: wrong,
              remedy:
                'Write {"days": ["mon"], "time": "09:00"}, "monthDays" in place of "days", or {"cron": "0 9 * * mon"}.',
            },
          ]),
      ...(zone === 'customer' || zone === 'workspace' || isTimeZone(zone)
        ? []
        : [
            {
              code: 'bad-schedule',
              where: `${at}.zone`,
              problem: `There is no time zone "${zone}".`,
              remedy: 'Write "customer", "workspace" or an IANA name, "Europe/Berlin".',
            },
          ]),
      ...(where ? checkCondition(`${at}.where`, where, filterOfEntry) : []),
    ];
  },
  events: () => [],
  evaluate({ id, where }, { event, traits, history }) {
    if (event.directly !== 'schedule' || event.properties.schedule !== id) return 'no-rule';
    return where && !holds(where, { event, customer: { traits }, history }) ? 'filter' : undefined;
  },
};

function zoneInWords(zone: string): string {
  if (zone === 'customer') return "by the customer's clocks";
  return zone === 'workspace' ? "by the workspace's clocks" : `by the clocks of ${zone}`;
}
