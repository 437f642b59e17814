import { z } from 'zod';
import { isoDurationSchema } from '../../../base/duration.ts';
import { describeDuration } from '../../../base/duration-words.ts';
import type { Problem } from '../../../base/problem.ts';
import { timeOfDaySchema } from '../../../base/time-of-day.ts';
import { checkCondition } from '../../../condition/check.ts';
import { holds } from '../../../condition/compile.ts';
import { describeCondition } from '../../../condition/describe.ts';
import { filterOfEntry, traitOf } from '../../../condition/fields.ts';
import { conditionSchema, referenceSchema } from '../../../condition/schema.ts';
import { isDayOf } from '../../date-occurrences.ts';
import { idSchema } from '../names.ts';
import type { EntryKind } from './kind.ts';

/** date: a customer enters on a date of theirs, or a time before or after it; the moment follows the date when it changes. */
export const dateEntrySchema = z
  .strictObject({
    on: z.literal('date'),
    id: idSchema.describe('Names the date within its journey.'),
    date: referenceSchema.describe('A trait with a date: {"ref": "customer.traits.birthday"}.'),
    before: isoDurationSchema.optional().describe('So long before it.'),
    after: isoDurationSchema.optional().describe('So long after it.'),
    time: timeOfDaySchema.optional().describe("At this time of the day, by the customer's clocks; 00:00 unless said."),
    every: z
      .enum(['year', 'once'])
      .describe('year: that day of each year, 29 February being the 28th. once: that date.'),
    ifPast: z
      .enum(['enter', 'skip'])
      .describe(
        'If the moment has passed when the date becomes known: enter at once while the day itself is not over, or not.',
      ),
    where: conditionSchema.optional().describe('Only if this holds of the customer then.'),
  })
  .describe('A customer enters on a date that one of their traits names, or a time before or after it.');

export type DateEntry = z.infer<typeof dateEntrySchema>;

export function isDateEntry(rule: { readonly on: string }): rule is DateEntry {
  return rule.on === 'date';
}

export const dateEntry: EntryKind<DateEntry> = {
  on: 'date',
  schema: dateEntrySchema,
  example: {
    on: 'date',
    id: 'renewal',
    date: { ref: 'customer.traits.renewal_date' },
    before: 'P30D',
    time: '09:00',
    every: 'once',
    ifPast: 'enter',
  },
  describe({ date, before, after, time, every, where }) {
    const shift = [
      ...(before === undefined ? [] : [`${describeDuration(before)} before`]),
      ...(after === undefined ? [] : [`${describeDuration(after)} after`]),
    ].join(' and ');
    const name = traitOf(date.ref) ?? date.ref;
    const at = time === undefined ? '' : ` at ${time}`;
    const when = `${shift === '' ? 'on' : shift} ${name}${at}${every === 'year' ? ', each year' : ''}`;
    return where ? `${when}, if ${describeCondition(where)}` : when;
  },
  check: (rule, at) => [
    ...checkForm(rule, at),
    ...(rule.where ? checkCondition(`${at}.where`, rule.where, filterOfEntry) : []),
  ],
  events: () => [],
  evaluate(rule, { event, traits, history }) {
    if (event.directly !== 'date' || event.properties.entry !== rule.id) return 'no-rule';
    if (!isDayOf(rule, traits, event.properties.date)) return 'filter';
    return rule.where && !holds(rule.where, { event, customer: { traits }, history }) ? 'filter' : undefined;
  },
};

function checkForm({ date }: DateEntry, at: string): readonly Problem[] {
  if (traitOf(date.ref) !== undefined) return [];
  return [
    {
      code: 'bad-date',
      where: `${at}.date.ref`,
      problem: `"${date.ref}" is no trait of a customer.`,
      remedy: 'Name the trait that holds the date: {"ref": "customer.traits.birthday"}.',
    },
  ];
}
