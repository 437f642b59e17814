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
  codes: conditionCodes,
  examples: () => ({
    ...examplesWithConditions((where) => exampleWith({ entry: [{ on: 'event', event: 'Started', where }] })),
    'field-out-of-place': filtered('entry.properties.plan'),
  }),
  *problems({ entry }) {
    for (const [index, rule] of entry.entries()) yield* getEntryKind(rule).check(rule, `entry[${index}]`);
  },
});
