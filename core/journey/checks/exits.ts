import { conditionCodes, conditionExamples, messageCodes } from '../../condition/check.ts';
import { eventTriggerCodes, getExitKind } from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { exampleKey, examplesWithConditions, exampleWith, sendingExample } from './example.ts';

const bought = { reason: 'bought', on: 'event', event: 'Bought' } as const;

/** What each kind of exit checks of its own rules. */
export const exits = defineCheck({
  name: 'exits',
  codes: { ...conditionCodes, ...messageCodes, ...eventTriggerCodes },
  examples: () => ({
    ...examplesWithConditions((where) => exampleWith({ exit: [{ ...bought, where }] })),
    'field-out-of-place': exampleWith({
      key: exampleKey,
      exit: [{ ...bought, match: { ref: 'customer.traits.order' } }],
    }),
    'unknown-message': exampleWith({
      exit: [{ reason: 'seen', on: 'condition', when: conditionExamples['unknown-message'] }],
    }),
    'not-about-messages': exampleWith({ exit: [{ ...bought, message: 'hello' }], steps: sendingExample }),
    'match-without-key': exampleWith({ exit: [{ ...bought, match: exampleKey }] }),
    'missing-match': exampleWith({ key: exampleKey, exit: [bought] }),
    'match-and-any-run': exampleWith({ key: exampleKey, exit: [{ ...bought, match: exampleKey, anyRun: true }] }),
  }),
  *problems(definition) {
    for (const [index, rule] of (definition.exit ?? []).entries()) {
      yield* getExitKind(rule).check(rule, `exit[${index}]`, definition);
    }
  },
});
