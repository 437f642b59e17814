import { conditionCodes } from '../../condition/check.ts';
import { getEntryKind } from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { examplesWithConditions, exampleWith } from './example.ts';

const filtered = (field: string) =>
  exampleWith({
    entry: [{ on: 'event', event: 'Started', where: { combinator: 'and', rules: [{ field, operator: 'notNull' }] } }],
  });

/** What each kind of entry checks of its own rules. */
export const entries = defineCheck({
  name: 'entries',
  codes: {
    ...conditionCodes,
    'bad-date': 'An entry by date names no trait.',
    'bad-schedule': 'An entry by schedule has days, a line of cron or a time zone that mean nothing.',
  },
  examples: () => ({
    ...examplesWithConditions((where) => exampleWith({ entry: [{ on: 'event', event: 'Started', where }] })),
    'field-out-of-place': filtered('entry.properties.plan'),
    'bad-date': exampleWith({
      entry: [{ on: 'date', id: 'renewal', date: { ref: 'event.properties.date' }, every: 'once', ifPast: 'skip' }],
    }),
    'bad-schedule': exampleWith({
      reentry: 'always',
      entry: [{ on: 'schedule', id: 'weekly', every: { cron: '0 9 * *' } }],
    }),
  }),
  *problems({ entry }) {
    for (const [index, rule] of entry.entries()) yield* getEntryKind(rule).check(rule, `entry[${index}]`);
  },
});
