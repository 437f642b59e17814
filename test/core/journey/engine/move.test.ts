import fc from 'fast-check';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { moveRun } from '../../../../core/journey/engine/move.ts';
import type { RunState } from '../../../../core/journey/engine/run-state.ts';
import { fateOf } from '../../../../core/journey/migration/fate.ts';
import { inverseOf, mapActs, type StepMap } from '../../../../core/journey/migration/step-map.ts';
import { propertyRuns } from '../../../support/tier.ts';
import { arbitraryDefinition, eventNames } from '../support/arbitrary-definition.ts';
import {
  type Draft,
  day,
  define,
  event,
  hour,
  minute,
  monday,
  type Passage,
  passage,
  settled,
} from '../support/passage.ts';

const migrate = (map: StepMap = {}, version = 2): Draft => ({ kind: 'migrated', version, map, reason: 'replaced' });

const send = (template: string, next: string | null = null) =>
  ({ type: 'send', channels: ['email'], template, paths: { next } }) as const;
const wait = (duration: string, next: string | null) => ({ type: 'wait', for: duration, paths: { next } }) as const;

const first = define({ steps: { settle: wait('P3D', 'nudge'), nudge: send('nudge') } });

it('a wait of three days that becomes one of five keeps its start: begun yesterday, it is due in four', () => {
  const second = define({ steps: { settle: wait('P5D', 'nudge'), nudge: send('nudge') } });
  const run = passage(first, { versions: { 2: second } });
  run.enter();
  expect(run.turn(monday + day, migrate()).wakeAt).toBe(monday + 5 * day);
  expect(run).toMatchObject({ version: expect.any(Function) });
  expect({ version: run.version(), at: run.at() }).toEqual({ version: 2, at: ['settle'] });
  expect(run.state()).toMatchObject({ tokens: [{ visit: 1, arrivedAt: monday }], lastVisit: 1 });
});

it('a wait that goes to another wait keeps its start, and one that has become too short is over at once', () => {
  const second = define({ steps: { rest: wait('PT12H', 'nudge'), nudge: send('nudge') } });
  const run = passage(first, { versions: { 2: second } });
  run.enter();
  const { visits } = run.turn(monday + day, migrate({ settle: 'rest' }));
  expect(visits).toMatchObject([
    { visit: 1, step: 'settle', arrivedAt: monday, leftAt: monday + day, path: 'moved' },
    { visit: 2, step: 'rest', leftAt: monday + day, path: 'next' },
    { visit: 3, step: 'nudge' },
  ]);
  expect(run.at()).toEqual(['nudge']);
});

it('a message in flight settles under the version that began it; then the run moves', () => {
  const chain = define({ steps: { nudge: send('nudge', 'rest'), rest: wait('P1D', null) } });
  const second = define({ steps: { rest: wait('P2D', null) } });
  const run = passage(chain, { versions: { 2: second } });
  run.enter();
  run.begin(1);
  run.turn(monday + minute, migrate({ nudge: ':exit' }));
  expect({ version: run.version(), at: run.at() }).toEqual({ version: 1, at: ['nudge'] });
  expect(run.state().moving).toMatchObject({ version: 2 });
  const { wakeAt } = run.turn(monday + hour, settled(1));
  expect({ version: run.version(), at: run.at() }).toEqual({ version: 2, at: ['rest'] });
  expect(run.state().moving).toBeUndefined();
  expect(wakeAt).toBe(monday + hour + 2 * day);
});

it('an open message of a step that goes on is kept, and one of a step that is gone is dropped', () => {
  const kept = passage(define({ steps: { nudge: send('nudge') } }), {
    versions: { 2: define({ steps: { nudge: send('other') } }) },
  });
  kept.enter();
  kept.turn(monday, migrate());
  expect(kept.state().jobs).toMatchObject([{ visit: 1, step: 'nudge' }]);
  const gone = passage(define({ steps: { nudge: send('nudge') } }), {
    versions: { 2: define({ steps: { hello: send('hello') } }) },
  });
  gone.enter();
  gone.turn(monday, migrate({ nudge: 'hello' }));
  expect(gone.state().jobs).toMatchObject([{ visit: 2, step: 'hello' }]);
});

const both = (left: string, extra: JourneyDefinition['steps'] = {}) =>
  define({
    steps: {
      both: { type: 'parallel', paths: { left, right: 'other' } },
      [left]: wait('P1D', 'meet'),
      other: wait('P2D', 'meet'),
      meet: { type: 'join', paths: { next: 'nudge' } },
      nudge: send('nudge'),
      ...extra,
    },
  });

it('each branch of a parallel moves by itself, they still meet, and what follows is sent once', () => {
  const run = passage(both('one'), { versions: { 2: both('renamed') } });
  run.enter();
  run.turn(monday + hour, migrate({ one: 'renamed' }));
  expect({ version: run.version(), at: run.at().sort() }).toEqual({ version: 2, at: ['other', 'renamed'] });
  run.turn(monday + day);
  run.turn(monday + 2 * day);
  expect(run.at()).toEqual(['nudge']);
});

it.each<[string, StepMap, object]>([
  ['a step of another branch keeps the run where it is', { one: 'other' }, { version: 1, at: ['one', 'other'] }],
  ['a branch that stays keeps the whole run', { one: ':stay' }, { version: 1, at: ['one', 'other'] }],
  ['a branch that ends leaves the others', { one: ':end' }, { version: 2, at: ['other'] }],
  ['a branch that exits ends the run', { one: ':exit' }, { version: 1, at: [] }],
  ['a step without a place to go keeps the run where it is', {}, { version: 1, at: ['one', 'other'] }],
])('%s', (_title, map, expected) => {
  const run = passage(both('one'), { versions: { 2: both('renamed') } });
  run.enter();
  run.turn(monday + hour, migrate(map));
  expect({ version: run.version(), at: run.at().sort() }).toEqual(expected);
});

it('a side path moves with its interrupt', () => {
  const withSide = (step: string) =>
    define({
      steps: { settle: wait('P9D', null), [step]: wait('P1D', null) },
      on: [{ id: 'seen', on: 'event', event: 'Seen', do: step }],
    });
  const run = passage(withSide('thank'), { versions: { 2: withSide('praise') } });
  run.enter();
  run.turn(monday + hour, event('Seen', monday + hour), migrate({ thank: 'praise' }));
  expect({ version: run.version(), at: run.at() }).toEqual({ version: 2, at: ['settle', 'praise'] });
});

it('the opposite map takes a run back, and its wait has the start that it had', () => {
  const second = define({ steps: { rest: wait('P5D', 'nudge'), nudge: send('nudge') } });
  const map = { settle: 'rest' };
  const run = passage(first, { versions: { 1: first, 2: second } });
  run.enter();
  run.turn(monday + hour, migrate(map));
  expect(run.turn(monday + day, migrate(inverseOf(map), 1)).wakeAt).toBe(monday + 3 * day);
  expect({ version: run.version(), at: run.at() }).toEqual({ version: 1, at: ['settle'] });
});

it('what was accepted before a deadline is in time, though the run moves with the same turn', () => {
  const waiting = (timeout: string) =>
    define({
      steps: {
        answer: {
          type: 'wait-for',
          events: [{ event: 'Replied', path: 'replied' }],
          timeout,
          paths: { replied: 'nudge', timeout: null },
        },
        nudge: send('nudge'),
      },
    });
  const run = passage(waiting('P1D'), { versions: { 2: waiting('PT2H') } });
  run.enter();
  run.turn(monday + 3 * hour, migrate(), event('Replied', monday + hour));
  expect(run.at()).toEqual(['nudge']);
});

describe('whatever the versions, the map and what has happened', () => {
  const check = (property: fc.IRawProperty<unknown, false>) =>
    fc.assert(property as never, { numRuns: propertyRuns(100) });
  const inputs = (now: number): fc.Arbitrary<Draft> =>
    fc.oneof(
      fc.constantFrom(...eventNames).map((name) => event(name, now, { n: 3, k: 'k' })),
      fc.integer({ min: 1, max: 6 }).map((visit) => settled(visit)),
    );
  const later = fc.constantFrom(0, hour, day, 32 * day);
  const lived = fc.array(fc.tuple(later, fc.integer({ min: 0, max: 2 })), { maxLength: 4 });

  function live(run: Passage, gaps: readonly [number, number][], drafts: readonly Draft[], from = monday): number {
    let now = from;
    let place = 0;
    for (const [gap, many] of gaps) {
      now += gap;
      run.turn(now, ...drafts.slice(place, place + many));
      place += many;
    }
    return now;
  }

  it('a move to a version of the same meaning changes nothing of what comes', () => {
    check(
      fc.property(
        arbitraryDefinition(),
        lived,
        lived,
        fc.array(inputs(monday + hour), { minLength: 8, maxLength: 8 }),
        (definition, before, after, drafts) => {
          const options = { key: definition.key ? 'k' : null, entry: { n: 2, k: 'k' }, versions: { 2: definition } };
          const [moved, stayed] = [passage(definition, options), passage(definition, options)];
          moved.enter();
          stayed.enter();
          const now = live(moved, before, drafts);
          live(stayed, before, drafts);
          moved.turn(now, migrate());
          stayed.turn(now, { kind: 'customer-changed', traits: [] });
          moved.turn(now); // time passes in a turn without inputs, for both
          stayed.turn(now);
          live(moved, after, drafts, now);
          live(stayed, after, drafts, now);
          expect(moved.state()).toEqual(stayed.state());
        },
      ),
    );
  });

  it('no run is lost, no visit and no message is there twice, and waits keep their start', () => {
    const target = fc.option(fc.oneof(fc.nat(9), fc.constantFrom(...mapActs)), { nil: undefined });
    check(
      fc.property(
        arbitraryDefinition(),
        arbitraryDefinition(),
        fc.array(target, { minLength: 10, maxLength: 10 }),
        lived,
        fc.array(inputs(monday + hour), { minLength: 8, maxLength: 8 }),
        (from, to, targets, before, drafts) => {
          const steps = Object.keys(to.steps);
          const map = Object.fromEntries(
            Object.keys(from.steps).flatMap((id, index) => {
              const chosen = targets[index % targets.length];
              if (chosen === undefined) return [];
              return [[id, typeof chosen === 'number' ? (steps[chosen % steps.length] as string) : chosen]];
            }),
          );
          const run = passage(from, { key: from.key ? 'k' : null, entry: { n: 2, k: 'k' } });
          run.enter();
          const now = live(run, before, drafts);
          const state = run.state();
          const moving = { version: 2, map, reason: 'replaced' };
          const moved = moveRun({ from, to }, { ...state, moving }, run.facts(), now);
          holds({ from, to, map }, state, moved);
        },
      ),
    );
  });

  function holds(
    change: { from: JourneyDefinition; to: JourneyDefinition; map: StepMap },
    before: RunState,
    { state, visits, isMoved }: ReturnType<typeof moveRun>,
  ): void {
    const fates = before.tokens.map((token) => ({ token, fate: fateOf(change, token.step) }));
    if (!isMoved) {
      if (state.exit && !before.exit) expect(fates.some(({ fate }) => fate.kind === 'exit')).toBe(true);
      else expect(state).toEqual(before);
      return;
    }
    const ended = fates.filter(({ fate }) => fate.kind === 'end');
    expect(state.tokens).toHaveLength(before.tokens.length - ended.length);
    expect(state.tokens.every(({ step }) => Object.hasOwn(change.to.steps, step))).toBe(true);
    const numbers = state.tokens.map(({ visit }) => visit);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { token, fate } of fates) {
      const kept = state.tokens.find(({ visit }) => visit === token.visit);
      if (fate.kind === 'keep') expect(kept).toEqual(token);
      else expect(kept).toBeUndefined();
    }
    const starts = fates.flatMap(({ token, fate }) =>
      fate.kind === 'go' && fate.keepsStart ? [token.restartedAt ?? token.arrivedAt] : [],
    );
    const begun = state.tokens.filter(({ visit }) => visit > before.lastVisit).map(({ arrivedAt }) => arrivedAt);
    expect(begun).toEqual(expect.arrayContaining(starts));
    expect(state.jobs.every((job) => before.jobs.includes(job) && numbers.includes(job.visit))).toBe(true);
    expect(visits.every(({ visit, leftAt }) => visit > before.lastVisit || leftAt !== undefined)).toBe(true);
  }
});
