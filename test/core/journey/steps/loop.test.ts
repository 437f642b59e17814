import type { Step } from '../../../../core/journey/definition/index.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';
import { changed, day, define, hour, monday, passage } from '../support/passage.ts';

const pause = (next: string | null, length = 'PT1H') => ({ type: 'wait', for: length, paths: { next } });
const loop = (again: string, next: string | null, more: object = {}) =>
  ({ type: 'loop', most: 2, paths: { again, next }, ...more }) as Step;
const isPro = { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '=', value: 'pro' }] };

/** Plays a run without events to its end, and gives the steps that it passed. */
function passed(definition: ReturnType<typeof define>): string[] {
  const run = passage(definition);
  const steps = new Map<number, string>();
  let outcome = run.enter();
  for (let turns = 0; turns < 200; turns += 1) {
    for (const { visit, step } of outcome.visits) steps.set(visit, step);
    if (outcome.finished) return [...steps.values()];
    outcome = run.turn(outcome.wakeAt ?? monday);
  }
  throw new Error('the run does not end');
}

describe('a loop', () => {
  it('leads back as many times as it says, then on', () => {
    const steps = { rest: pause('again'), again: loop('rest', 'after'), after: pause(null) };
    expect(passed(define({ steps }))).toEqual(['rest', 'again', 'rest', 'again', 'rest', 'again', 'after']);
  });

  it('goes on as soon as its condition holds', () => {
    const steps = { rest: pause('again'), again: loop('rest', null, { most: 9, until: isPro }) };
    const run = passage(define({ steps }));
    run.enter();
    run.turn(monday + hour);
    expect(run.state().loops).toEqual({ again: 1 });
    run.learn({ plan: 'pro' });
    expect(run.turn(monday + hour, changed).finished).toBeUndefined();
    expect(run.turn(monday + 2 * hour).finished).toEqual({ reason: 'completed' });
  });

  it('in a loop begins at zero each time the outer one leads back', () => {
    const steps = {
      rest: pause('inner'),
      inner: loop('rest', 'outer', { most: 1 }),
      outer: loop('rest', null, { most: 2 }),
    };
    const round = ['rest', 'inner', 'rest', 'inner', 'outer'];
    expect(passed(define({ steps }))).toEqual([...round, ...round, ...round]);
  });

  it('that is left by a branch begins at zero in the next round of the loop about it', () => {
    const steps = {
      rest: pause('out'),
      out: { type: 'branch', branches: [{ path: 'yes', when: isPro }], paths: { yes: 'outer', else: 'inner' } } as Step,
      inner: loop('rest', 'outer', { most: 2 }),
      outer: loop('rest', null, { most: 1 }),
    };
    const run = passage(define({ steps }));
    run.enter();
    run.turn(monday + hour);
    expect(run.state().loops).toEqual({ inner: 1 });
    run.learn({ plan: 'pro' });
    run.turn(monday + 2 * hour);
    expect(run.state().loops).toEqual({ outer: 1 });
  });

  it('has a bound even where two of them cross', () => {
    const steps = {
      one: pause('two'),
      two: pause('back-to-one'),
      'back-to-one': loop('one', 'three', { most: 3 }),
      three: pause('back-to-two'),
      'back-to-two': loop('two', null, { most: 3 }),
    };
    expect(passed(define({ steps })).length).toBeLessThan(100);
  });

  it('begins at zero where an interrupt jumps', () => {
    const definition = define({
      on: [{ id: 'restart', on: 'event', event: 'Again', jump: 'rest', repeat: true }],
      steps: { rest: pause('again', 'P1D'), again: loop('rest', null) },
    });
    const run = passage(definition);
    run.enter();
    run.turn(monday + day);
    const event = { id: 'e', name: 'Again', properties: {}, timestamp: monday + day, acceptedAt: monday + day };
    run.turn(monday + day, { kind: 'event', event });
    expect(run.state().loops).toBeUndefined();
  });
});

describe('the publish check of loops', () => {
  const codes = (steps: Record<string, Step>) => validateDefinition(define({ steps })).problems.map(({ code }) => code);

  it('takes one with a wait on each way round', () => {
    expect(codes({ rest: pause('again'), again: loop('rest', null) })).toEqual([]);
  });

  it('refuses a way round without a wait, a message or a task', () => {
    const branch = {
      type: 'branch',
      branches: [{ path: 'yes', when: isPro }],
      paths: { yes: 'again', else: 'rest' },
    } as Step;
    expect(codes({ choice: branch, rest: pause('again'), again: loop('choice', null) })).toEqual(['loop-without-rest']);
  });

  it('refuses a loop that leads to the end, forward, or to itself alone', () => {
    expect(
      codes({ rest: pause('again'), again: { type: 'loop', most: 1, paths: { again: null, next: null } } as Step }),
    ).toEqual(['loop-leads-not-back']);
    expect(codes({ again: loop('rest', 'rest'), rest: pause(null) })).toEqual(['loop-leads-not-back']);
    expect(codes({ again: loop('again', null) })).toEqual(['loop-without-rest']);
  });

  it('refuses a circle without a loop', () => {
    expect(codes({ one: pause('two'), two: pause('one') })).toContain('cycle');
  });
});
