import fc from 'fast-check';
import type { KnownNames } from '../../../core/journey/known-names.ts';
import { validateDefinition } from '../../../core/journey/validate.ts';
import { propertyRuns } from '../../support/tier.ts';

const known: KnownNames = {
  channels: new Set(['email', 'webhook']),
  templates: new Map([
    ['cart-nudge', { channels: new Set(['email', 'webhook']) }],
    ['mail-only', { channels: new Set(['email']) }],
  ]),
};

/** A sound definition; each test spoils one thing. */
function sound() {
  return {
    id: 'abandoned-cart',
    title: 'Abandoned cart',
    purpose: 'marketing',
    topic: 'offers',
    entry: [
      {
        on: 'event',
        event: 'Cart Updated',
        maxAge: 'PT1H',
        where: { combinator: 'and', rules: [{ field: 'event.properties.value', operator: '>=', value: 20 }] },
      },
    ],
    key: { ref: 'event.properties.cart_id' },
    reentry: { after: 'P1D' },
    exit: [{ reason: 'bought', on: 'event', event: 'Order Completed', match: { ref: 'event.properties.cart_id' } }],
    start: 'settle',
    steps: {
      settle: { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } },
      nudge: {
        type: 'send',
        channels: ['email'],
        template: 'cart-nudge',
        data: { cart: { ref: 'entry' } },
        notAfter: 'PT14H',
        paths: { next: 'reaction' },
      },
      reaction: {
        type: 'wait-for',
        timeout: 'P1D',
        events: [{ event: 'Cart Viewed', match: { ref: 'event.properties.cart_id' }, path: 'seen' }],
        paths: { seen: 'big', timeout: 'big' },
      },
      big: {
        type: 'branch',
        branches: [
          {
            path: 'yes',
            when: { combinator: 'and', rules: [{ field: 'entry.properties.value', operator: '>=', value: 500 }] },
          },
        ],
        paths: { yes: 'bye', else: null },
      },
      bye: { type: 'exit', reason: 'too-big', paths: {} },
    },
  };
}

type Sound = ReturnType<typeof sound>;
// biome-ignore lint/suspicious/noExplicitAny: spoiling goes against the types on purpose
type Spoil = (json: any) => void;

function problemsOf(spoil: Spoil) {
  const json = sound() as Sound;
  spoil(json);
  return validateDefinition(json, known);
}

describe('a sound definition', () => {
  it('has no problems and comes back in its normal form', () => {
    const { definition, problems } = validateDefinition({ ...sound(), reentry: { after: 'P01DT0H' } }, known);
    expect(problems).toEqual([]);
    expect(definition).toEqual(sound());
  });

  it('has the names of its events trimmed, as intake trims those of events', () => {
    const json = sound();
    for (const trigger of [...json.entry, ...json.exit, ...json.steps.reaction.events]) {
      trigger.event = `\u00a0 ${trigger.event}\t\n`;
    }
    expect(validateDefinition(json, known)).toEqual({ definition: sound(), problems: [] });
  });

  it('is its own normal form', () => {
    const { definition } = validateDefinition(sound(), known);
    expect(validateDefinition(JSON.parse(JSON.stringify(definition)), known).definition).toEqual(definition);
  });
});

const refused: readonly [title: string, code: string, where: string, words: RegExp, spoil: Spoil][] = [
  [
    'an unknown member',
    'unknown-member',
    'steps.nudge.tempate',
    /Did you mean "template"\?/,
    ({ steps }) => {
      steps.nudge.tempate = 'x';
    },
  ],
  [
    'an unknown member of the frame',
    'unknown-member',
    'reentrance',
    /Did you mean "reentry"\?|Known are/,
    (json) => {
      json.reentrance = 'never';
    },
  ],
  [
    'an unknown member of a rule',
    'unknown-member',
    'entry[0].where.rules[0].operater',
    /Did you mean "operator"\?/,
    ({ entry }) => {
      entry[0].where.rules[0].operater = '=';
    },
  ],
  [
    'a missing member',
    'invalid-type',
    'steps.settle.for',
    /It is missing\. Give a text\./,
    ({ steps }) => {
      delete steps.settle.for;
    },
  ],
  [
    'a member of the wrong kind',
    'invalid-type',
    'steps.nudge.channels',
    /It is a text\. Give a list\./,
    ({ steps }) => {
      steps.nudge.channels = 'email';
    },
  ],
  [
    'a value that is none of the known',
    'invalid-value',
    'purpose',
    /"marketng" is not one .* Did you mean "marketing"\?/,
    (json) => {
      json.purpose = 'marketng';
    },
  ],
  [
    'an unknown operator',
    'invalid-value',
    'entry[0].where.rules[0].operator',
    /"=>" is not one of the known values/,
    ({ entry }) => {
      entry[0].where.rules[0].operator = '=>';
    },
  ],
  [
    'an event name that is nothing but white space',
    'too-small',
    'entry[0].event',
    /At least 1 characters/,
    ({ entry }) => {
      entry[0].event = ' \t';
    },
  ],
  [
    'a re-entry of no known kind',
    'invalid-value',
    'reentry',
    /Known are: never, always or \{after\}\./,
    (json) => {
      json.reentry = 'sometimes';
    },
  ],
  [
    'an entry of no known kind',
    'invalid-value',
    'entry[0].on',
    /"segment" is not one of the known values\. Known are: event\./,
    ({ entry }) => {
      entry[0].on = 'segment';
    },
  ],
  [
    'an id that is no id',
    'invalid-format',
    'id',
    /must be kebab-case/,
    (json) => {
      json.id = 'Abandoned Cart';
    },
  ],
  [
    'a step id that is no id',
    'bad-name',
    'steps.Big',
    /must be kebab-case/,
    ({ steps }) => {
      steps.Big = steps.big;
    },
  ],
  [
    'a duration that is none',
    'bad-value',
    'steps.settle.for',
    /"1 hour" is no ISO 8601 duration/,
    ({ steps }) => {
      steps.settle.for = '1 hour';
    },
  ],
  [
    'no entry',
    'too-small',
    'entry',
    /At least 1 items/,
    (json) => {
      json.entry = [];
    },
  ],
  [
    'an unknown step type',
    'unknown-step-type',
    'steps.settle.type',
    /Did you mean "wait"\?/,
    ({ steps }) => {
      steps.settle.type = 'wiat';
    },
  ],
  [
    'a step type with a hostile name',
    'unknown-step-type',
    'steps.settle.type',
    /Known are/,
    ({ steps }) => {
      steps.settle.type = 'constructor';
    },
  ],
  [
    'a missing path',
    'missing-path',
    'steps.reaction.paths',
    /"timeout" is missing/,
    ({ steps }) => {
      delete steps.reaction.paths.timeout;
    },
  ],
  [
    'an unknown path',
    'unknown-path',
    'steps.settle.paths.nxt',
    /Did you mean "next"\?/,
    ({ steps }) => {
      steps.settle.paths.nxt = null;
    },
  ],
  [
    'a path out of an exit',
    'unrecognized-or-unknown',
    'steps.bye.paths.next',
    /not known here|no way out/,
    ({ steps }) => {
      steps.bye.paths.next = null;
    },
  ],
  [
    'a path to an unknown step',
    'path-to-unknown-step',
    'steps.settle.paths.next',
    /Did you mean "nudge"\?/,
    ({ steps }) => {
      steps.settle.paths.next = 'nudges';
    },
  ],
  [
    'a path to a hostile name',
    'path-to-unknown-step',
    'steps.settle.paths.next',
    /no step "constructor"/,
    ({ steps }) => {
      steps.settle.paths.next = 'constructor';
    },
  ],
  [
    'an unknown start',
    'unknown-start',
    'start',
    /Did you mean "settle"\?/,
    (json) => {
      json.start = 'setle';
    },
  ],
  [
    'an unreachable step',
    'unreachable-step',
    'steps.bye',
    /No path leads/,
    ({ steps }) => {
      steps.big.paths.yes = null;
    },
  ],
  [
    'a cycle',
    'cycle',
    'steps.big',
    /settle ▸ nudge ▸ reaction ▸ big ▸ settle/,
    ({ steps }) => {
      steps.big.paths.else = 'settle';
    },
  ],
  [
    'a step that leads to itself',
    'cycle',
    'steps.again',
    /again ▸ again/,
    ({ steps }) => {
      steps.big.paths.else = 'again';
      steps.again = { type: 'wait', for: 'PT1H', paths: { next: 'again' } };
    },
  ],
  [
    'an unknown template',
    'unknown-template',
    'steps.nudge.template',
    /Did you mean "cart-nudge"\?/,
    ({ steps }) => {
      steps.nudge.template = 'cart-nugde';
    },
  ],
  [
    'a template that lacks the channel',
    'template-lacks-channel',
    'steps.nudge.channels[1]',
    /nothing for the channel "webhook"/,
    ({ steps }) => {
      Object.assign(steps.nudge, { template: 'mail-only', channels: ['email', 'webhook'] });
    },
  ],
  [
    'an unknown channel',
    'unknown-channel',
    'steps.nudge.channels[0]',
    /Did you mean "email"\?/,
    ({ steps }) => {
      steps.nudge.channels = ['e-mail'];
    },
  ],
  [
    'a channel twice',
    'channel-twice',
    'steps.nudge.channels[1]',
    /listed twice/,
    ({ steps }) => {
      steps.nudge.channels = ['email', 'email'];
    },
  ],
  [
    'the event in a branch',
    'field-out-of-place',
    'steps.big.branches[0].when.rules[0].field',
    /not known in a step/,
    ({ steps }) => {
      steps.big.branches[0].when.rules[0].field = 'event.properties.value';
    },
  ],
  [
    'the event in data',
    'field-out-of-place',
    'steps.nudge.data.cart.ref',
    /no event to look at/,
    ({ steps }) => {
      steps.nudge.data.cart.ref = 'event.properties';
    },
  ],
  [
    'the entry in the filter of an entry',
    'field-out-of-place',
    'entry[0].where.rules[0].field',
    /an entry's filter/,
    ({ entry }) => {
      entry[0].where.rules[0].field = 'entry.properties.value';
    },
  ],
  [
    'a key of the customer',
    'field-out-of-place',
    'key.ref',
    /in a key/,
    (json) => {
      json.key.ref = 'customer.traits.id';
    },
  ],
  [
    'a wait-for without match in a keyed journey',
    'missing-match',
    'steps.reaction.events[0]',
    /anyRun/,
    ({ steps }) => {
      delete steps.reaction.events[0].match;
    },
  ],
  [
    'an exit without match in a keyed journey',
    'missing-match',
    'exit[0]',
    /anyRun/,
    ({ exit }) => {
      delete exit[0].match;
    },
  ],
  [
    'match and anyRun together',
    'match-and-any-run',
    'exit[0]',
    /contradict/,
    ({ exit }) => {
      exit[0].anyRun = true;
    },
  ],
  [
    'match in a journey without a key',
    'match-without-key',
    'exit[0].match',
    /no key/,
    (json) => {
      delete json.key;
      delete json.steps.reaction.events[0].match;
    },
  ],
  [
    'an exit reason twice',
    'duplicate-exit-reason',
    'exit[1].reason',
    /"bought"/,
    ({ exit }) => {
      exit.push({ ...exit[0], event: 'Order Placed' });
    },
  ],
  [
    'a path name twice',
    'duplicate-path',
    'steps.reaction',
    /Two ways out are called "timeout"/,
    ({ steps }) => {
      steps.reaction.events[0].path = 'timeout';
      delete steps.reaction.paths.seen;
    },
  ],
  [
    'two branches called alike',
    'duplicate-path',
    'steps.big',
    /"else"/,
    ({ steps }) => {
      steps.big.branches[0].path = 'else';
      delete steps.big.paths.yes;
      steps.big.paths.else = 'bye';
    },
  ],
  [
    'an entry that is an exit of every run',
    'entry-is-exit',
    'exit[1]',
    /coming in again/,
    ({ exit }) => {
      exit.push({ reason: 'again', on: 'event', event: 'Cart Updated', anyRun: true });
    },
  ],
  [
    'a wait-for that an exit shadows',
    'shadowed-by-exit',
    'steps.reaction',
    /the exit "seen" ends the run/,
    ({ exit }) => {
      exit.push({ reason: 'seen', on: 'event', event: 'Cart Viewed', match: { ref: 'event.properties.cart_id' } });
    },
  ],
  [
    'something that is no object',
    'invalid-type',
    'steps',
    /Give an object/,
    (json) => {
      json.steps = [];
    },
  ],
];

/** So many steps of all kinds in a row; `spoil` gives other settings to those it wants. */
function chain(length: number, spoil: (index: number, next: string | null) => object | undefined = () => undefined) {
  const steps = Array.from({ length }, (_, index) => {
    const next = index + 1 < length ? `s${index + 1}` : null;
    const kinds = [
      { type: 'send', channels: ['email'], template: 'cart-nudge', paths: { next } },
      { type: 'wait', for: 'PT1H', paths: { next } },
      {
        type: 'wait-for',
        events: [{ event: `Reply ${index}`, anyRun: true, path: 'replied' }],
        timeout: 'P1D',
        paths: { replied: next, timeout: next },
      },
      {
        type: 'branch',
        branches: [
          { path: 'yes', when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: 'notNull' }] } },
        ],
        paths: { yes: next, else: next },
      },
    ];
    return [`s${index}`, spoil(index, next) ?? kinds[index % 4]];
  });
  return { start: 's0', steps: Object.fromEntries(steps) };
}

describe('a definition of 2,000 steps', () => {
  const check = (spoil?: Parameters<typeof chain>[1]) => problemsOf((json) => Object.assign(json, chain(2000, spoil)));

  it('is taken', () => {
    const { definition, problems } = check();
    expect(problems).toEqual([]);
    expect(Object.keys(definition?.steps ?? {})).toHaveLength(2000);
  });

  it.each<[string, string, NonNullable<Parameters<typeof chain>[1]>]>([
    [
      'paths to unknown steps',
      'path-to-unknown-step',
      (i) => ({ type: 'wait', for: 'PT1H', paths: { next: `steps-${i}` } }),
    ],
    [
      'paths back',
      'cycle',
      (i, next) => ({
        type: 'wait-for',
        events: [{ event: 'Replied', anyRun: true, path: 'replied' }],
        timeout: 'P1D',
        paths: { timeout: next, replied: `s${Math.floor(i / 2)}` },
      }),
    ],
    ['unknown members', 'unknown-member', (_, next) => ({ type: 'wait', for: 'PT1H', fro: 'PT1H', paths: { next } })],
  ])('is refused with the first hundred of its %s', (_title, code, spoil) => {
    const { definition, problems } = check(spoil);
    expect(definition).toBeUndefined();
    expect(problems).toHaveLength(101);
    expect(new Set(problems.slice(0, 100).map((problem) => problem.code))).toEqual(new Set([code]));
    expect(problems[100]).toMatchObject({ code: 'more-problems', where: '(all)' });
  });

  it('shows a long circle by its ends', () => {
    const { problems } = check((i, next) => ({ type: 'wait', for: 'PT1H', paths: { next: next ?? `s${i - 1999}` } }));
    const [circle] = problems.filter(({ code }) => code === 'cycle');
    expect(circle?.problem).toMatch(/: s0 ▸ s1 ▸ .* ▸ s9 ▸ … ▸ s1992 ▸ .* ▸ s1999 ▸ s0\.$/);
  });

  it('has its errors told, however many warnings come before', () => {
    const { problems } = check((i, next) =>
      i === 1999
        ? { type: 'send', channels: ['pigeon'], template: 'cart-nudge', paths: { next } }
        : { type: 'wait', for: 'PT1H', paths: { next } },
    );
    expect(problems.filter(({ severity }) => severity === 'warning')).toHaveLength(100);
    expect(problems.filter(({ severity }) => severity !== 'warning')).toMatchObject([{ code: 'unknown-channel' }]);
  });
});

describe('publishing refuses', () => {
  it.each(refused)('%s', (_title, code, where, words, spoil) => {
    const { definition, problems } = problemsOf(spoil);
    expect(definition).toBeUndefined();
    const found = problems.filter((problem) => problem.where === where);
    expect(problems.map((problem) => problem.where)).toContain(where);
    if (code !== 'unrecognized-or-unknown') expect(found.map((problem) => problem.code)).toContain(code);
    expect(found.map(({ problem, remedy }) => `${problem} ${remedy}`).join('\n')).toMatch(words);
    for (const { problem, remedy } of problems)
      expect([problem, remedy].every((text) => /[.?]$/.test(text))).toBe(true);
  });

  it('with every problem of a stage, not the first', () => {
    const { problems } = problemsOf(({ steps, exit }) => {
      delete steps.reaction.paths.timeout;
      steps.nudge.template = 'nothing-like-it';
      delete exit[0].match;
    });
    expect(problems.map(({ code }) => code)).toEqual(['missing-match', 'unknown-template', 'missing-path']);
  });

  it('one slip once: a mistyped path is not told again as an unreachable step', () => {
    expect(
      problemsOf(({ steps }) => {
        steps.settle.paths.next = 'nugde';
      }).problems,
    ).toHaveLength(1);
  });

  it.each([null, undefined, 'journey', 7, [], {}])('%j', (json) => {
    expect(validateDefinition(json, known).definition).toBeUndefined();
  });

  it('what is nested too deeply or has too many steps', () => {
    let deep: unknown = { field: 'event.name', operator: 'notNull' };
    for (let level = 0; level < 100_000; level++) deep = { combinator: 'and', rules: [deep] };
    expect(
      problemsOf(({ entry }) => {
        entry[0].where = deep;
      }).problems,
    ).toMatchObject([{ code: 'too-deep' }]);
    const { steps, start } = chain(2001);
    expect(problemsOf((json) => Object.assign(json, { steps, start })).problems).toMatchObject([
      { code: 'too-many-steps' },
    ]);
  });

  it('anything at all without throwing', () => {
    const name = fc.constantFrom('__proto__', 'constructor', 'toString', 'type', 'paths', 'next', 'wait', 'x');
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, 1, '', 'constructor', 'wait', 'P1D', true),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(name, tie('json')),
      ),
    }));
    const spot = fc.constantFrom('id', 'entry', 'key', 'exit', 'steps', 'start', 'reentry');
    fc.assert(
      fc.property(spot, json, (member, value) =>
        Array.isArray(validateDefinition({ ...sound(), [member]: value }, known).problems),
      ),
      { numRuns: propertyRuns(1000) },
    );
    fc.assert(
      fc.property(json, (value) =>
        Array.isArray(
          problemsOf(({ steps }) => {
            steps.big = value;
          }).problems,
        ),
      ),
      { numRuns: propertyRuns(1000) },
    );
  });
});

describe('publishing warns, and takes the definition all the same, of', () => {
  it.each<[string, string, string, Spoil]>([
    [
      'two waits in a row',
      'two-waits-in-a-row',
      'steps.settle',
      ({ steps }) => {
        steps.settle.paths.next = 'more';
        steps.more = { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } };
      },
    ],
    [
      'a marketing message without a topic',
      'send-without-topic',
      'steps.nudge',
      (json) => {
        delete json.topic;
      },
    ],
    [
      'a journey that speaks to customers and has no exit',
      'no-exit',
      'exit',
      (json) => {
        delete json.exit;
      },
    ],
  ])('%s', (_title, code, where, spoil) => {
    const { definition, problems } = problemsOf(spoil);
    expect(problems).toMatchObject([{ code, where, severity: 'warning' }]);
    expect(definition).toBeDefined();
  });

  it('nothing where a transactional message has no topic', () => {
    expect(
      problemsOf((json) => {
        delete json.topic;
        json.purpose = 'transactional';
      }).problems,
    ).toEqual([]);
  });
});

describe('what exists outside', () => {
  it('is not asked for without known names', () => {
    const json = sound();
    json.steps.nudge.template = 'anything';
    expect(validateDefinition(json).problems).toEqual([]);
  });

  it('includes topics once they are kept', () => {
    expect(validateDefinition(sound(), { ...known, topics: new Set(['offer']) }).problems).toMatchObject([
      { code: 'unknown-topic', where: 'topic', remedy: 'Did you mean "offer"?' },
    ]);
    expect(validateDefinition(sound(), { ...known, topics: new Set(['offers']) }).problems).toEqual([]);
  });
});
