import { conditionExamples } from '../../condition/check.ts';
import type { Condition } from '../../condition/schema.ts';
import { readDeclaredData } from '../../content/declared-data.ts';
import { type PolicyDefinition, policySchema } from '../../decision/policy.ts';
import type { JourneyDefinition } from '../definition/index.ts';
import type { KnownNames } from '../known-names.ts';

/** What the examples of the checks are checked against. */
export const exampleNames: KnownNames = {
  channels: new Set(['email', 'webhook']),
  templates: new Map([
    ['hello', { channels: new Set(['email']) }],
    ['receipt', { channels: new Set(['email']), data: readDeclaredData({ total: 'number' }, 'data').data }],
  ]),
  topics: new Set(['news']),
  groups: new Set(['sales']),
  endpoints: new Set(['shop']),
  segments: new Set(['vip']),
  policies: new Map(
    [examplePolicy('offer', 'marketing'), examplePolicy('service', 'transactional')].map((policy) => [
      policy.id,
      policy,
    ]),
  ),
};

/** One of its candidates gives a template and no channels. */
function examplePolicy(id: string, purpose: PolicyDefinition['purpose']): PolicyDefinition {
  return policySchema.parse({
    id,
    purpose,
    candidates: [
      { id: 'nothing', nothing: true },
      { id: 'hello', gives: { template: 'hello' } },
    ],
    rank: { by: 'order' },
  });
}

/** A small sound definition with other parts: a check's example spoils one of them. */
export function exampleWith(parts: Partial<JourneyDefinition>): JourneyDefinition {
  return {
    id: 'example',
    purpose: 'transactional',
    entry: [{ on: 'event', event: 'Started' }],
    start: 'first',
    steps: { first: { type: 'wait', for: 'PT1H', paths: { next: null } } },
    ...parts,
  };
}

/** The keyed listener that most examples of events in a run begin with. */
export const exampleKey = { ref: 'event.properties.order' };

/** A definition for each code of a condition, which `place` puts where the check looks. */
export function examplesWithConditions(place: (condition: Condition) => JourneyDefinition) {
  return {
    'condition-too-large': place(conditionExamples['condition-too-large']),
    'unknown-field': place(conditionExamples['unknown-field']),
    'bad-rule-value': place(conditionExamples['bad-rule-value']),
    'bad-measure': place(conditionExamples['bad-measure']),
    'window-too-long': place(conditionExamples['window-too-long']),
  };
}

/** Steps with a message that can be referred to as "hello". */
export const sendingExample: JourneyDefinition['steps'] = {
  first: { type: 'wait', for: 'PT1H', paths: { next: 'hello' } },
  hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
};
