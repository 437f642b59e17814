import { z } from 'zod';
import { groupBy } from '../../../core/base/group-by.ts';
import { getEntryKind, idSchema } from '../../../core/journey/definition/index.ts';
import { listDateEntriesAhead } from '../../../store/journeys/date-entries.ts';
import { listEntrySchedules } from '../../../store/journeys/entry-schedules.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

const MOST_ZONES_SHOWN = 100;

export const listSchedules = defineOperation({
  id: 'listSchedules',
  method: 'get',
  path: '/v1/schedules',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List the schedules and dates by which customers enter',
  description:
    'Those of live journeys: schedules with the next wave of each time zone, and dates of customers. One page: there are few.',
  query: z.strictObject({ journey: idSchema.optional().describe('Only those of this journey.') }),
  answer: {
    description: 'By journey and schedule.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          journey: idSchema,
          schedule: idSchema,
          words: z.string(),
          next: moment.nullable().describe('The first of the next waves. Null: there is none.'),
          zones: z
            .array(
              z.strictObject({
                zone: z.string(),
                ofCustomers: z.boolean().describe('Only customers of this zone; else all, by its clocks.'),
                date: z.iso.date().nullable().describe('The local day of the next wave.'),
                next: moment.nullable(),
              }),
            )
            .describe(`The first ${MOST_ZONES_SHOWN} that come.`),
        }),
      ),
      dates: z
        .array(
          z.strictObject({
            journey: idSchema,
            entry: idSchema,
            words: z.string(),
            next: moment.nullable().describe('When the next customer enters. Null: none is known.'),
            isFilled: z.boolean().describe('Customers who were there when it was published have been looked through.'),
          }),
        )
        .describe('By journey and entry.'),
    }),
    examples: {
      weekly: {
        summary: 'Every Monday, in two zones',
        value: {
          items: [
            {
              journey: 'digest',
              schedule: 'weekly',
              words: "on mon at 09:00, by the customer's clocks, who is in vips",
              next: '2026-03-02T08:00:00.000Z',
              zones: [
                { zone: 'Europe/Berlin', ofCustomers: true, date: '2026-03-02', next: '2026-03-02T08:00:00.000Z' },
                { zone: 'UTC', ofCustomers: true, date: '2026-03-02', next: '2026-03-02T09:00:00.000Z' },
              ],
            },
          ],
          dates: [
            {
              ...{ journey: 'renewal', entry: 'ends', words: '30 days before renewal_date at 09:00' },
              ...{ next: '2026-03-02T08:00:00.000Z', isFilled: true },
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ query: { journey }, workspace }, { database }) {
    const rows = await listEntrySchedules(database, workspace, journey);
    const dates = await listDateEntriesAhead(database, workspace, journey);
    const byEntry = groupBy(rows, ({ journeyId, scheduleId }) => `${journeyId} ${scheduleId}`);
    return {
      items: [...byEntry.values()].flatMap((zones) => {
        const [first] = zones;
        if (!first) return [];
        const { journeyId, scheduleId, rule, nextAt } = first;
        return {
          ...{ journey: journeyId, schedule: scheduleId, words: getEntryKind(rule.entry).describe(rule.entry) },
          next: nextAt,
          zones: zones
            .slice(0, MOST_ZONES_SHOWN)
            .map(({ zone, ofCustomers, nextDate: date, nextAt: next }) => ({ zone, ofCustomers, date, next })),
        };
      }),
      dates: dates.map(({ journeyId, entryId, rule, nextAt, isFilled }) => ({
        ...{ journey: journeyId, entry: entryId, words: getEntryKind(rule).describe(rule), next: nextAt, isFilled },
      })),
    };
  },
});
