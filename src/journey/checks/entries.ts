import { checkCondition, conditionCodes } from '../../condition/check.ts';
import { filterOfEntry } from '../../condition/fields.ts';
import { defineCheck } from './check.ts';
import { examplesWithConditions, exampleWith } from './example.ts';

/** The filters of the entries look at what is known when an event comes in. */
const filtered = (field: string) =>
  exampleWith({
    entry: [{ on: 'event', event: 'Started', where: { combinator: 'and', rules: [{ field, operator: 'notNull' }] } }],
  });

export const entries = defineCheck({
  name: 'entries',
  codes: conditionCodes,
  examples: () => ({
    ...examplesWithConditions((where) => exampleWith({ entry: [{ on: 'event', event: 'Started', where }] })),
    'field-out-of-place': filtered('entry.properties.plan'),
  }),
  *problems({ entry }) {
    for (const [index, { where }] of entry.entries()) {
      if (where) yield* checkCondition(`entry[${index}].where`, where, filterOfEntry);
    }
  },
});
