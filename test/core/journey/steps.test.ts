import type { AnyStep, StepType } from '../../../core/journey/step-type.ts';
import { stepTypes, typeOf } from '../../../core/journey/steps/index.ts';
import { isSend, topicOf } from '../../../core/journey/steps/send.ts';
import { define } from './support/passage.ts';

/** One of each type, as canonical JSON. A type without an example here fails below. */
const examples: Record<string, object> = {
  wait: { type: 'wait', for: 'PT1H', paths: { next: null } },
  split: {
    type: 'split',
    variants: { plain: 500, coupon: 500 },
    control: 'plain',
    paths: { plain: null, coupon: null },
  },
  loop: {
    type: 'loop',
    most: 3,
    until: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: 'notNull' }] },
    paths: { again: null, next: null },
  },
  'wait-for': {
    type: 'wait-for',
    events: [
      { event: 'Replied', path: 'replied' },
      { event: 'Left', path: 'left' },
    ],
    timeout: 'P1D',
    paths: { replied: null, left: null, timeout: null },
  },
  branch: {
    type: 'branch',
    branches: [
      { path: 'yes', when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: 'notNull' }] } },
    ],
    paths: { yes: null, else: null },
  },
  send: { type: 'send', channels: ['email'], template: 'nudge', topic: 'offers', paths: { next: null } },
  task: {
    type: 'task',
    group: 'sales',
    instruction: 'Call {{ customer.traits.name }} about {{ entry.properties.cart }}.',
    choices: ['reached', 'lost'],
    due: 'P1D',
    reminder: 'PT4H',
    escalation: { after: 'PT8H', person: 'ann@example.com' },
    paths: { reached: null, lost: null, overdue: null },
  },
  update: {
    type: 'update',
    set: { stage: 'lead', cart: { ref: 'entry.properties.cart' } },
    unset: ['trial'],
    increment: { calls: 1 },
    append: { tags: 'called' },
    remove: { lists: 'cold' },
    emit: { event: 'Lead Found', properties: { cart: { ref: 'entry.properties.cart' } } },
    paths: { next: null },
  },
  call: {
    type: 'call',
    endpoint: 'shop',
    method: 'POST',
    path: '/coupons',
    body: { cart: { ref: 'entry.properties.cart' }, lines: [{ ref: 'customer.traits.name' }] },
    answer: { code: 'text' },
    timeout: 'PT5S',
    retries: 2,
    paths: { ok: null, rejected: null, failed: null },
  },
  'start-journey': {
    type: 'start-journey',
    journey: 'win-back',
    data: { cart: { ref: 'entry.properties.cart' } },
    paths: { next: null },
  },
  decide: { type: 'decide', policy: 'win-back-offer', paths: { next: null } },
  exit: { type: 'exit', reason: 'enough', paths: {} },
  parallel: { type: 'parallel', paths: { mail: null, call: null } },
  join: { type: 'join', paths: { next: null } },
};

describe.each([...stepTypes])('the step type %s', (name: string, type: StepType<AnyStep>) => {
  const step = type.schema.parse(examples[name]);

  it('has an example that its schema takes unchanged, with a title too', () => {
    expect(step).toEqual(examples[name]);
    expect(type.schema.safeParse({ ...examples[name], title: 'A title' }).success).toBe(true);
    expect(type.schema.safeParse({ ...examples[name], somethingElse: 1 }).success).toBe(false);
  });

  it('is found by its type, and says which ways lead out', () => {
    expect(typeOf(step)).toBe(type);
    const { required, optional } = type.paths(step);
    expect(Object.keys(step.paths).sort()).toEqual([...required].sort());
    expect(required.filter((path) => optional.includes(path))).toEqual([]);
  });

  it('has words for people', () => {
    expect(type.describe(step)).toMatch(/^[a-z]/);
  });
});

describe('a wait-for', () => {
  it('names each event once in its words', () => {
    const step = {
      type: 'wait-for',
      events: [
        { event: 'B', path: 'x' },
        { event: 'A', path: 'y' },
        { event: 'B', path: 'z' },
      ],
      paths: {},
    };
    expect(typeOf(step).describe(step)).toBe('waiting for B or A');
  });
});

describe('the way a visit took, in words', () => {
  it.each([
    ['wait-for', 'replied', 'Replied came'],
    ['wait-for', 'timeout', 'nothing came in time'],
    ['branch', 'yes', "the customer's plan is there"],
    ['branch', 'else', 'no condition held'],
    ['wait', 'next', 'the time was up'],
    ['send', 'next', undefined],
    ['split', 'plain', 'its variant, the control'],
    ['split', 'coupon', 'its variant'],
    ['loop', 'again', 'once more'],
    ['loop', 'next', "it had led back 3 times, or the customer's plan is there"],
    ['task', 'reached', 'the answer was "reached"'],
    ['task', 'overdue', 'nobody answered in time'],
    ['parallel', 'all', 'all branches go on'],
  ])('%s by %s', (type, path, words) => {
    const step = stepTypes.get(type)?.schema.parse(examples[type]) as AnyStep;
    expect(typeOf(step).describePath?.(step, path)).toBe(words);
  });
});

describe('the topic of a message', () => {
  it("is the step's own, else the journey's", () => {
    const step = { type: 'send', channels: ['email'], template: 'nudge', paths: {} };
    const definition = define({ topic: 'offers', steps: { nudge: step } });
    expect(isSend(step) && topicOf(definition, step)).toBe('offers');
    expect(isSend(step) && topicOf(definition, { ...step, topic: 'news' })).toBe('news');
    expect(isSend(step) && topicOf(define({ steps: {} }), step)).toBeUndefined();
  });
});
