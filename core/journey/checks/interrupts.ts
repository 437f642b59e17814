import { conditionCodes, conditionExamples, messageCodes } from '../../condition/check.ts';
import {
  eventTriggerCodes,
  getInterruptKind,
  type InterruptRule,
  type JourneyDefinition,
} from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { exampleKey, examplesWithConditions, exampleWith, sendingExample } from './example.ts';

/** What each kind of interrupt checks of what it reacts to. */
export const interrupts = defineCheck({
  name: 'interrupts',
  codes: { ...conditionCodes, ...messageCodes, ...eventTriggerCodes },
  examples: () => ({
    ...examplesWithConditions((when) => onEvent({ when })),
    'field-out-of-place': onEvent({
      when: { combinator: 'and', rules: [{ field: 'event.properties.plan', operator: 'notNull' }] },
    }),
    'unknown-message': exampleWith({
      on: [{ id: 'seen', on: 'condition', when: conditionExamples['unknown-message'], skip: ['first'] }],
    }),
    'not-about-messages': { ...onEvent({ message: 'hello' }), steps: sendingExample },
    'match-without-key': onEvent({ match: exampleKey }),
    'missing-match': { ...onEvent({}), key: exampleKey },
    'match-and-any-run': { ...onEvent({ match: exampleKey, anyRun: true }), key: exampleKey },
  }),
  *problems(definition) {
    for (const [index, rule] of (definition.on ?? []).entries()) {
      yield* getInterruptKind(rule).check(rule, `on[${index}]`, definition);
    }
  },
});

function onEvent(parts: Partial<InterruptRule>): JourneyDefinition {
  const rule = { id: 'prices', on: 'event', event: 'Pricing Viewed', skip: ['first'], ...parts } as InterruptRule;
  return exampleWith({ on: [rule] });
}
