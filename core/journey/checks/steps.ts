import { conditionCodes, conditionExamples, messageCodes } from '../../condition/check.ts';
import type { Condition } from '../../condition/schema.ts';
import { eventTriggerCodes, type JourneyDefinition, type Step } from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleKey, examplesWithConditions, exampleWith, sendingExample } from './example.ts';

/** What each step type checks of its own steps: references, listeners, what must exist outside. */
export const steps = defineCheck({
  name: 'steps',
  codes: {
    ...conditionCodes,
    ...messageCodes,
    ...eventTriggerCodes,
    'waits-for-nothing': 'A wait-for names neither an event nor a condition.',
    'unknown-template': 'A message names a template that does not exist.',
    'template-lacks-channel': 'A message may go by a channel for which its template has no content.',
    'template-data-missing': 'A message does not give its template what it declares.',
    'template-data-type': 'A message gives its template another type than it declares.',
    'template-data-unused': 'A message gives its template what it does not declare. A warning.',
    'unknown-channel': 'A message names a channel that does not exist.',
    'channel-twice': 'A message names a channel twice.',
    'unknown-topic': 'A message is about a topic that does not exist.',
    'send-without-topic': 'A marketing message has no topic. A warning.',
    'respect-without-effect': 'A marketing message lists limits that it respects anyway. A warning.',
    'two-waits-in-a-row': 'A wait is followed by another one. A warning.',
    'task-for-nobody': 'A task names neither a group nor a person, or both.',
    'unknown-group': 'A task names a group that does not exist.',
    'update-without-change': 'An update changes nothing.',
    'too-many-traits': 'An update changes too many traits at once.',
    'trait-twice': 'An update changes a trait twice.',
  },
  examples: () => ({
    ...examplesWithConditions(branchOn),
    'field-out-of-place': branchOn({
      combinator: 'and',
      rules: [{ field: 'event.properties.plan', operator: 'notNull' }],
    }),
    'unknown-message': branchOn(conditionExamples['unknown-message']),
    'not-about-messages': exampleWith({
      steps: {
        ...sendingExample,
        first: {
          type: 'wait-for',
          events: [{ event: 'Replied', message: 'hello', path: 'replied' }],
          paths: { replied: 'hello' },
        },
      },
    }),
    'waits-for-nothing': only({ type: 'wait-for', timeout: 'PT1H', paths: { timeout: null } }),
    'match-without-key': waitFor({ match: exampleKey }, {}),
    'missing-match': waitFor({}, { key: exampleKey }),
    'match-and-any-run': waitFor({ match: exampleKey, anyRun: true }, { key: exampleKey }),
    'unknown-template': sending({ template: 'hallo' }),
    'template-lacks-channel': sending({ channels: ['webhook'] }),
    'template-data-missing': sending({ template: 'receipt' }),
    'template-data-type': sending({ template: 'receipt', data: { total: { ref: 'entry' } } }),
    'template-data-unused': sending({
      template: 'receipt',
      data: { total: { ref: 'entry.properties.total' }, sum: { ref: 'entry.properties.total' } },
    }),
    'unknown-channel': sending({ channels: ['e-mail'] }),
    'channel-twice': sending({ channels: ['email', 'email'] }),
    'unknown-topic': sending({ topic: 'newss' }),
    'send-without-topic': { ...sending({}), purpose: 'marketing' },
    'respect-without-effect': { ...sending({ respect: ['caps'], topic: 'news' }), purpose: 'marketing' },
    'two-waits-in-a-row': exampleWith({
      steps: {
        first: { type: 'wait', for: 'PT1H', paths: { next: 'second' } },
        second: { type: 'wait', for: 'PT1H', paths: { next: null } },
      },
    }),
    'task-for-nobody': asking({ group: undefined }),
    'unknown-group': asking({ group: 'sale' }),
    'update-without-change': updating({}),
    'too-many-traits': updating({
      unset: Array.from({ length: 50 }, (_, index) => `trait-${index}`),
      set: { more: 1 },
    }),
    'trait-twice': updating({ set: { plan: 'pro' }, unset: ['plan'] }),
  }),
  *problems(definition, known) {
    for (const [id, step] of Object.entries(definition.steps)) {
      yield* typeOf(step).check?.(step, { where: `steps.${id}`, definition, known }) ?? [];
    }
  },
});

type Settings = Readonly<Record<string, unknown>>;

const only = (step: Step, parts: Partial<JourneyDefinition> = {}) => exampleWith({ ...parts, steps: { first: step } });

function branchOn(when: Condition): JourneyDefinition {
  return only({ type: 'branch', branches: [{ path: 'yes', when }], paths: { yes: null, else: null } });
}

function waitFor(settings: Settings, parts: Partial<JourneyDefinition>): JourneyDefinition {
  return only(
    { type: 'wait-for', events: [{ event: 'Replied', path: 'replied', ...settings }], paths: { replied: null } },
    parts,
  );
}

function sending(settings: Settings): JourneyDefinition {
  return only({ type: 'send', channels: ['email'], template: 'hello', paths: { next: null }, ...settings });
}

function asking(settings: Settings): JourneyDefinition {
  const asked = Object.entries({ group: 'sales', ...settings }).filter(([, value]) => value !== undefined);
  return only({ type: 'task', choices: ['reached'], paths: { reached: null }, ...Object.fromEntries(asked) });
}

function updating(settings: Settings): JourneyDefinition {
  return only({ type: 'update', paths: { next: null }, ...settings });
}
