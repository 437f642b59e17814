import fc from 'fast-check';
import type { Condition } from '../../../../core/condition/schema.ts';
import type { EventTrigger, JourneyDefinition, Step } from '../../../../core/journey/definition/index.ts';
import { reachableSteps } from '../../../../core/journey/graph.ts';
import { typeOf } from '../../../../core/journey/steps/index.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';

/**
 * Random valid definitions: steps in a row whose paths lead forward or to the end, so that there is no cycle; what no
 * path reaches is left out. Every type of the registry comes up, each way out leads anywhere ahead.
 */
export const eventNames = ['A', 'B', 'C'] as const;

const filter: fc.Arbitrary<Condition> = fc.integer({ min: 0, max: 3 }).map((value) => ({
  combinator: 'and',
  rules: [{ field: 'event.properties.n', operator: '>=', value }],
}));

const listener = (keyed: boolean): fc.Arbitrary<EventTrigger> =>
  fc
    .record({
      event: fc.constantFrom(...eventNames),
      where: fc.option(filter, { nil: undefined }),
      anyRun: fc.boolean(),
    })
    .map(({ event, where, anyRun }) => ({
      event,
      ...(where ? { where } : {}),
      ...(keyed ? (anyRun ? { anyRun: true as const } : { match: { ref: 'event.properties.k' } }) : {}),
    }));

const duration = fc.constantFrom('PT1M', 'PT1H', 'P1D', 'P1M');

type Settings = { readonly type: string } & Record<string, unknown>;

const settings = (keyed: boolean, endless: boolean): fc.Arbitrary<Settings> =>
  fc.oneof(
    duration.map((length) => ({ type: 'wait', for: length })),
    fc
      .record({
        listeners: fc.array(listener(keyed), { minLength: 1, maxLength: 3 }),
        timeout: endless ? fc.option(duration) : duration,
      })
      .map(({ listeners, timeout }) => ({
        type: 'wait-for',
        events: listeners.map((each, index) => ({ ...each, path: `path-${index}` })),
        ...(timeout ? { timeout } : {}),
      })),
    fc.record({ data: fc.boolean() }).map(({ data }) => ({
      type: 'send',
      channels: ['email'],
      template: 'nudge',
      ...(data ? { data: { n: { ref: 'entry.properties.n' } } } : {}),
    })),
    fc.integer({ min: 0, max: 3 }).map((value) => ({
      type: 'branch',
      branches: [
        { path: 'big', when: { combinator: 'and', rules: [{ field: 'entry.properties.n', operator: '>=', value }] } },
      ],
    })),
    fc.constantFrom('enough', 'gone').map((reason) => ({ type: 'exit', reason })),
  );

export interface DefinitionOptions {
  /** May a wait-for stand for ever? */
  readonly endless?: boolean;
}

export function arbitraryDefinition({ endless = true }: DefinitionOptions = {}): fc.Arbitrary<JourneyDefinition> {
  return fc
    .boolean()
    .chain((keyed) =>
      fc.record({
        keyed: fc.constant(keyed),
        rows: fc.array(
          fc.record({ set: settings(keyed, endless), leads: fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }) }),
          { minLength: 1, maxLength: 9 },
        ),
        exit: fc.array(listener(keyed), { maxLength: 2 }),
      }),
    )
    .map(({ keyed, rows, exit }): JourneyDefinition => {
      const steps = Object.fromEntries(
        rows.map(({ set, leads }, index) => [`s${index}`, stepOf(set, leads, index, rows.length)]),
      );
      const whole: JourneyDefinition = {
        id: 'random',
        purpose: 'transactional',
        entry: [{ on: 'event', event: 'Start' }],
        ...(keyed ? { key: { ref: 'event.properties.k' } } : {}),
        ...(exit.length > 0
          ? { exit: exit.map((each, index) => ({ reason: `exit-${index}`, on: 'event' as const, ...each })) }
          : {}),
        start: 's0',
        steps,
      };
      const reached = reachableSteps(whole);
      return { ...whole, steps: Object.fromEntries(Object.entries(steps).filter(([id]) => reached.has(id))) };
    })
    .filter((definition) => validateDefinition(definition).definition !== undefined);
}

function stepOf(set: Settings, leads: readonly number[], index: number, count: number): Step {
  const step = { ...set, paths: {} };
  const { required, optional } = typeOf(step).paths(step);
  const given = [...required, ...optional.filter((_name, place) => (leads[place] ?? 0) % 2 === 0)];
  const ahead = (lead: number) => {
    const target = index + 1 + (lead % Math.max(1, count - index));
    return target < count ? `s${target}` : null;
  };
  return { ...step, paths: Object.fromEntries(given.map((name, place) => [name, ahead(leads[place] ?? 0)])) };
}
