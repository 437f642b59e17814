import { checkReference } from '../../condition/check.ts';
import { keyOfEvent } from '../../condition/fields.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** The key is a property of the entry event. */
export const key = defineCheck({
  name: 'key',
  codes: {
    'unknown-field': 'The key refers to something that does not exist.',
    'field-out-of-place': 'The key refers to something other than a property of the event.',
  },
  examples: () => ({
    'unknown-field': exampleWith({ key: { ref: 'evnt.properties.order' } }),
    'field-out-of-place': exampleWith({ key: { ref: 'customer.traits.id' } }),
  }),
  problems: (definition) => (definition.key ? checkReference('key.ref', definition.key, keyOfEvent) : []),
});
