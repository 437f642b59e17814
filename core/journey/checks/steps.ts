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
    'within-without-count': 'A wait-for says how near events lie to each other, and not how many.',
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
    'wait-for-what': 'A wait does not say how long, or says it more than once.',
    'if-past': 'A wait until a date does not say what happens if it has passed, or another wait says so.',
    'unreadable-moment': 'A wait is until a text that is no date and time.',
    'shift-without-date': 'A wait says how long before or after a date, and has none.',
    'split-variants': 'A split has too few or too many variants.',
    'split-sum': 'The shares of a split do not add up to 1000.',
    'unknown-control': 'The control of a split is none of its variants.',
    'split-called-holdout': 'A split has the id under which the holdout is stored.',
    'unknown-policy': 'A decide step names a policy that does not exist.',
    'unknown-candidate': 'A path of a decide step is named after no candidate of its policy.',
    'policy-of-other-purpose': 'A marketing journey decides by a policy that is for transactional ones.',
    'candidate-gives-too-little': 'A message is sent by what a decision gives, and a candidate does not give it.',
    'unknown-endpoint': 'A call names an endpoint that does not exist.',
    'call-with-body': 'A call has a body, and a method without one.',
    'call-too-long': 'An attempt of a call may take longer than is allowed.',
    'too-many-answers': 'A call declares too many members of its answer.',
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
    'within-without-count': waitFor({ within: 'P1D' }, {}),
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
    'wait-for-what': waiting({ for: 'PT1H', until: { window: { days: ['mon'] } } }),
    'if-past': waiting({ until: { date: { ref: 'customer.traits.renewal' } } }),
    'unreadable-moment': waiting({ until: { at: 'tomorrow' }, ifPast: 'continue' }),
    'shift-without-date': waiting({ until: { window: { days: ['mon'] }, time: '09:00' } }),
    'split-variants': splitting({ one: 1000 }),
    'split-sum': splitting({ one: 500, other: 400 }),
    'unknown-control': splitting({ one: 500, other: 500 }, { control: 'third' }),
    'split-called-holdout': exampleWith({
      start: 'holdout',
      steps: {
        holdout: { type: 'split', variants: { one: 500, other: 500 }, paths: { one: null, other: null } } as Step,
      },
    }),
    'unknown-policy': deciding({ policy: 'offr' }),
    'unknown-candidate': deciding({ paths: { else: null, halo: null } }),
    'policy-of-other-purpose': { ...deciding({ policy: 'service' }), purpose: 'marketing' },
    'candidate-gives-too-little': exampleWith({
      steps: {
        first: { type: 'decide', policy: 'offer', paths: { next: 'tell' } },
        tell: {
          type: 'send',
          channels: { ref: 'decided.first.channels' },
          template: { ref: 'decided.first.template' },
          paths: { next: null },
        } as Step,
      },
    }),
    'unknown-endpoint': calling({ endpoint: 'shopp' }),
    'call-with-body': calling({ method: 'GET', body: { cart: 1 } }),
    'call-too-long': calling({ timeout: 'PT31S' }),
    'too-many-answers': calling({
      answer: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`name${index}`, 'text'])),
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

function waiting(settings: Settings): JourneyDefinition {
  return only({ type: 'wait', paths: { next: null }, ...settings });
}

function splitting(variants: Readonly<Record<string, number>>, settings: Settings = {}): JourneyDefinition {
  const paths = Object.fromEntries(Object.keys(variants).map((name) => [name, null]));
  return only({ type: 'split', variants, paths, ...settings } as Step);
}

function calling(settings: Settings): JourneyDefinition {
  return only({ type: 'call', endpoint: 'shop', paths: { ok: null, rejected: null, failed: null }, ...settings });
}

function deciding(settings: Settings): JourneyDefinition {
  return only({ type: 'decide', policy: 'offer', paths: { next: null }, ...settings });
}

function updating(settings: Settings): JourneyDefinition {
  return only({ type: 'update', paths: { next: null }, ...settings });
}
