import fc from 'fast-check';
import { validateDefinition } from '../../../core/journey/validate.ts';
import { propertyRuns } from '../../support/tier.ts';
import { chain, known, problemsOf, type Spoil, sound } from './support/spoiled-definition.ts';

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

  it('has its errors reported, however many warnings come before', () => {
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
  it('with every problem of a stage, not the first', () => {
    const { problems } = problemsOf(({ steps, exit }) => {
      delete steps.reaction.paths.timeout;
      steps.nudge.template = 'nothing-like-it';
      delete exit[0].match;
    });
    expect(problems.map(({ code }) => code)).toEqual(['missing-match', 'unknown-template', 'missing-path']);
  });

  it('one slip once: a mistyped path is not reported again as an unreachable step', () => {
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
      { numRuns: propertyRuns(400) },
    );
    fc.assert(
      fc.property(json, (value) =>
        Array.isArray(
          problemsOf(({ steps }) => {
            steps.big = value;
          }).problems,
        ),
      ),
      { numRuns: propertyRuns(400) },
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
