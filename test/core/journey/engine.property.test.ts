import fc from 'fast-check';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import type { TurnOutcome } from '../../../core/journey/engine/turn.ts';
import { propertyRuns } from '../../support/tier.ts';
import { arbitraryDefinition, eventNames } from './support/arbitrary-definition.ts';
import {
  changed,
  type Draft,
  day,
  deferred,
  event,
  hour,
  minute,
  monday,
  type Passage,
  passage,
  settled,
} from './support/passage.ts';

const result = fc.constantFrom('accepted', 'blocked', 'failed', 'unknown');

/** Inputs around `now`: accepted long before, just before, at, or after what happens to be due. */
const input = (now: number): fc.Arbitrary<Draft> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({
          name: fc.constantFrom(...eventNames),
          ago: fc.constantFrom(0, 1, hour, day),
          n: fc.nat(4),
          k: fc.constantFrom('k', 'other'),
        })
        .map(({ name, ago, n, k }) => event(name, now - ago, { n, k })),
    },
    {
      weight: 3,
      arbitrary: fc
        .record({ visit: fc.integer({ min: 1, max: 6 }), how: result })
        .map(({ visit, how }) => settled(visit, how)),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ visit: fc.integer({ min: 1, max: 6 }), later: fc.constantFrom(0, minute, day) })
        .map(({ visit, later }) => deferred(visit, now + later)),
    },
    { weight: 2, arbitrary: fc.constant(changed) },
    { weight: 1, arbitrary: fc.constant<Draft>({ kind: 'operator-exit', reason: 'by hand' }) },
  );

const moments = fc.array(
  fc.record({ later: fc.constantFrom(0, 1, minute, hour, day, 32 * day), empty: fc.boolean() }),
  { maxLength: 6 },
);

/** What is different about the customer and the messages at a moment. */
const news = fc.record({
  plan: fc.option(fc.constantFrom('free', 'pro')),
  step: fc.option(fc.nat(8).map((place) => `s${place}`)),
  opened: fc.constantFrom(true, false, undefined),
  clicked: fc.constantFrom(true, false, undefined),
});
type News = typeof news extends fc.Arbitrary<infer N> ? N : never;

function hear(run: Passage, { plan, step, opened, clicked }: News): void {
  if (plan !== null) run.learn({ plan });
  if (step !== null) run.engage(step, { sent: true, opened, clicked });
}

interface Story {
  readonly definition: JourneyDefinition;
  readonly turns: readonly { readonly now: number; readonly heard: News; readonly inputs: readonly Draft[] }[];
  readonly begun: readonly number[];
}

const story = (definition = arbitraryDefinition()): fc.Arbitrary<Story> =>
  fc.tuple(definition, moments, fc.subarray([1, 2, 3, 4, 5, 6])).chain(([chosen, gaps, begun]) => {
    let now = monday;
    const turns = gaps.map(({ later, empty }) => {
      now += later;
      return fc.record({
        now: fc.constant(now),
        heard: news,
        inputs: empty ? fc.constant([]) : fc.array(input(now), { minLength: 1, maxLength: 5 }),
      });
    });
    return fc.record({ definition: fc.constant(chosen), turns: fc.tuple(...turns), begun: fc.constant(begun) });
  });

const optionsFor = ({ key }: JourneyDefinition) => ({ key: key ? 'k' : null, entry: { n: 2, k: 'k' } });

function entered({ definition, begun }: Story): Passage {
  const run = passage(definition, optionsFor(definition));
  for (const visit of begun) run.begin(visit);
  run.enter();
  return run;
}

const check = (property: fc.IRawProperty<unknown, false>, usual = 120) =>
  fc.assert(property as never, { numRuns: propertyRuns(usual) });

describe('whatever the definition and whatever happens, a run', () => {
  it('comes to the same state however its inputs are batched', () => {
    check(
      fc.property(story(), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (told, cuts) => {
        const together = entered(told);
        const apart = entered(told);
        for (const { now, heard, inputs } of told.turns) {
          hear(together, heard);
          hear(apart, heard);
          const atOnce = together.turn(now, ...inputs);
          const pieces = inputs.reduce<Draft[][]>((batches, each, index) => {
            if (index === 0 || cuts[index]) batches.push([]);
            batches.at(-1)?.push(each);
            return batches;
          }, []);
          const outcomes = (pieces.length === 0 ? [[]] : pieces).map((piece) => apart.turn(now, ...piece));
          expect(merged(outcomes)).toEqual(atOnce);
        }
      }),
      1500,
    );
  });

  it('gives every visit a number of its own, in growing order', () => {
    check(
      fc.property(story(), (told) => {
        const run = passage(told.definition, optionsFor(told.definition));
        const known = new Map<number, { readonly step: string; readonly arrivedAt: number }>();
        const look = ({ visits, state }: TurnOutcome) => {
          const highest = Math.max(0, ...known.keys());
          for (const { visit, step, arrivedAt } of visits) {
            if (visit <= highest) expect(known.get(visit)).toEqual({ step, arrivedAt });
            known.set(visit, { step, arrivedAt });
          }
          expect([...known.keys()]).toEqual(Array.from({ length: state.lastVisit }, (_, index) => index + 1));
        };
        look(run.enter());
        for (const { now, heard, inputs } of told.turns) {
          hear(run, heard);
          look(run.turn(now, ...inputs));
        }
      }),
    );
  });

  it('is changed by a look without inputs once at most, and wakes at its own word, never in the past', () => {
    check(
      fc.property(story(), (told) => {
        const run = entered(told);
        for (const { now, heard, inputs } of told.turns) {
          hear(run, heard);
          const outcome = run.turn(now, ...inputs);
          expect(outcome.wakeAt ?? now).toBeGreaterThanOrEqual(now);
          const before = run.copy();
          const looked = run.turn(now);
          if (outcome.wakeAt !== now) expect(looked.state).toEqual(outcome.state); // nothing was due
          expect(looked.wakeAt ?? now + 1).toBeGreaterThan(now);
          const again = run.turn(now);
          expect(again).toEqual({ ...looked, visits: [], blocked: [] });
          if (looked.wakeAt !== undefined) {
            const early = before.copy();
            early.turn(now);
            const shortly = early.turn(looked.wakeAt - 1); // a look before that changes nothing
            expect(shortly.state).toEqual(looked.state);
          }
        }
      }),
    );
  });

  it('has no token and no job once it is over, and stays so', () => {
    check(
      fc.property(story(), (told) => {
        const run = entered(told);
        let ending: string | undefined;
        for (const { now, heard, inputs } of told.turns) {
          hear(run, heard);
          const { finished, state, visits } = run.turn(now, ...inputs);
          if (ending !== undefined)
            expect({ reason: finished?.reason, visits }).toEqual({ reason: ending, visits: [] });
          if (finished) expect(state).toMatchObject({ tokens: [], jobs: [] });
          else expect(state.tokens.length + state.jobs.length).toBeGreaterThan(0);
          ending = finished?.reason;
        }
      }),
    );
  });

  it('can be ended by an operator in every position: at once, or when the last begun job settles', () => {
    check(
      fc.property(story(), (told) => {
        const run = entered(told);
        for (const { now, heard, inputs } of told.turns) {
          hear(run, heard);
          const position = run.copy();
          const looked = position.turn(now);
          const wasLeaving = looked.finished !== undefined || looked.state.tokens.length === 0;
          const { finished, state } = position.turn(now, { kind: 'operator-exit', reason: 'by hand' });
          expect(state.tokens).toEqual([]);
          for (const { visit } of state.jobs) expect(told.begun).toContain(visit);
          const ended =
            state.jobs.length === 0
              ? finished
              : position.turn(now, ...state.jobs.map(({ visit }) => settled(visit))).finished;
          if (!wasLeaving) expect(ended).toEqual({ reason: 'by hand' });
          else expect(ended).toBeDefined();
          run.turn(now, ...inputs);
        }
      }),
    );
  });

  it('asks for one job a visit at most', () => {
    check(
      fc.property(story(), (told) => {
        const run = entered(told);
        const asked = new Map<number, number>();
        for (const { now, heard, inputs } of told.turns) {
          hear(run, heard);
          run.turn(now, ...inputs);
          for (const { visit, requestedAt } of run.state().jobs) {
            expect(asked.get(visit) ?? requestedAt).toBe(requestedAt);
            asked.set(visit, requestedAt);
          }
        }
      }),
    );
  });
});

describe('a run whose waits all have an end', () => {
  it('finishes when time goes on and its messages settle, at most one turn a step later', () => {
    check(
      fc.property(
        arbitraryDefinition({ endless: false }),
        fc.array(result, { minLength: 20, maxLength: 20 }),
        (definition, results) => {
          const run = passage(definition, optionsFor(definition));
          let outcome = run.enter();
          let now = monday;
          for (let turns = 0; !outcome.finished; turns++) {
            expect(turns).toBeLessThanOrEqual(run.state().lastVisit);
            const [job] = run.jobs(now);
            if (!job) now = outcome.wakeAt ?? fail('it stands forever');
            outcome = job ? run.turn(now, settled(job.visit, results[turns] as 'accepted')) : run.turn(now);
          }
        },
      ),
    );
  });
});

function fail(message: string): never {
  throw new Error(message);
}

/** What several turns at one moment say together: the last state, and each visit as it last was. */
function merged(outcomes: readonly TurnOutcome[]): TurnOutcome {
  const visits = new Map(outcomes.flatMap(({ visits: each }) => each).map((visit) => [visit.visit, visit]));
  const last = outcomes.at(-1);
  if (!last) throw new Error('no turn');
  const taken = outcomes.reduce((sum, outcome) => sum + outcome.taken, 0);
  return { ...last, taken, visits: [...visits.values()], blocked: outcomes.flatMap(({ blocked }) => blocked) };
}
