import { checkCondition, checkReference, conditionCodes, messageCodes } from '../../condition/check.ts';
import { filterOfGoal, keyOfEvent } from '../../condition/fields.ts';
import { checkEventTrigger, eventTriggerCodes, type GoalRule } from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { exampleKey, examplesWithConditions, exampleWith, sendingExample } from './example.ts';

const bought: GoalRule = { event: 'Bought', within: 'P7D' };

/** The goal is an event that distinguishes runs, and its value a part of it. */
export const goal = defineCheck({
  name: 'goal',
  codes: { ...conditionCodes, ...messageCodes, ...eventTriggerCodes },
  examples: () => ({
    ...examplesWithConditions((where) => exampleWith({ goal: { ...bought, where } })),
    'field-out-of-place': exampleWith({ goal: { ...bought, value: { ref: 'entry.properties.total' } } }),
    'unknown-message': exampleWith({ goal: { ...bought, event: 'Message Clicked', message: 'nobody' } }),
    'not-about-messages': exampleWith({ goal: { ...bought, message: 'hello' }, steps: sendingExample }),
    'match-without-key': exampleWith({ goal: { ...bought, match: exampleKey } }),
    'missing-match': exampleWith({ key: exampleKey, goal: bought }),
    'match-and-any-run': exampleWith({ key: exampleKey, goal: { ...bought, match: exampleKey, anyRun: true } }),
  }),
  *problems(definition) {
    if (!definition.goal) return;
    const { where, ...trigger } = definition.goal;
    yield* checkEventTrigger('goal', trigger, definition);
    // The watch outlives the run: it sees the entry and the customer, and nothing of the run.
    if (where) yield* checkCondition('goal.where', where, filterOfGoal);
    if (definition.goal.value) yield* checkReference('goal.value.ref', definition.goal.value, keyOfEvent);
  },
});
