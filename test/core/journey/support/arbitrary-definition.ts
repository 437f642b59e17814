import fc from 'fast-check';
import type { Condition } from '../../../../core/condition/schema.ts';
import type {
  EventTrigger,
  InterruptRule,
  JourneyDefinition,
  Step,
} from '../../../../core/journey/definition/index.ts';
import { typeOf } from '../../../../core/journey/steps/index.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';

/**
 * Random valid definitions: steps in a row whose paths lead forward or to the end, so that there is no cycle; what no
 * path reaches is left out. Steps, exits and interrupts of each kind come up, and each way out leads anywhere ahead.
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

const seldom = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });

/** A condition on the customer or on a message; which steps send is known when the steps are. */
type Level = (sending: readonly string[]) => Condition;

const level: fc.Arbitrary<Level> = fc
  .record({
    isOfMessage: fc.boolean(),
    plan: fc.constantFrom('free', 'pro'),
    step: fc.nat(9),
    name: fc.constantFrom('sent', 'opened', 'clicked'),
    not: fc.boolean(),
  })
  .map(({ isOfMessage, plan, step, name, not }) => (sending) => {
    const rule =
      isOfMessage && sending.length > 0
        ? { field: `messages.${sending[step % sending.length]}.${name}`, operator: '=' as const, value: true }
        : { field: 'customer.traits.plan', operator: '=' as const, value: plan };
    return { combinator: 'and', rules: [rule], ...(not ? { not } : {}) };
  });

const duration = fc.constantFrom('PT1M', 'PT1H', 'P1D', 'P1M');

type Settings = { readonly type: string } & Record<string, unknown>;

/** Settings whose conditions are still to be resolved. */
type Draft = (sending: readonly string[]) => Settings;
const fixed =
  (settings: Settings): Draft =>
  () =>
    settings;

const settings = (keyed: boolean, endless: boolean): fc.Arbitrary<Draft> =>
  fc.oneof(
    duration.map((length) => fixed({ type: 'wait', for: length })),
    fc
      .record({
        listeners: fc.array(listener(keyed), { minLength: 1, maxLength: 3 }),
        condition: seldom(level),
        timeout: endless ? fc.option(duration) : duration,
      })
      .map(
        ({ listeners, condition, timeout }): Draft =>
          (sending) => ({
            type: 'wait-for',
            events: listeners.map((each, index) => ({ ...each, path: `path-${index}` })),
            ...(condition ? { conditions: [{ path: 'holds', when: condition(sending) }] } : {}),
            ...(timeout ? { timeout } : {}),
          }),
      ),
    fc.record({ data: fc.boolean(), onlyIf: seldom(level) }).map(
      ({ data, onlyIf }): Draft =>
        (sending) => ({
          type: 'send',
          channels: ['email'],
          template: 'nudge',
          ...(data ? { data: { n: { ref: 'entry.properties.n' } } } : {}),
          ...(onlyIf ? { onlyIf: onlyIf(sending) } : {}),
        }),
    ),
    fc.record({ value: fc.integer({ min: 0, max: 3 }), condition: level }).map(
      ({ value, condition }): Draft =>
        (sending) => ({
          type: 'branch',
          branches: [
            {
              path: 'big',
              when: { combinator: 'and', rules: [{ field: 'entry.properties.n', operator: '>=', value }] },
            },
            { path: 'holds', when: condition(sending) },
          ],
        }),
    ),
    fc.constantFrom(2, 3).map((branches) => fixed({ type: 'parallel', forks: branches })),
    fc.constant(fixed({ type: 'join' })),
    fc
      .constantFrom<Settings>(
        { type: 'wait', until: { window: { days: ['mon', 'wed'], from: '09:00', to: '17:00' } } },
        { type: 'wait', until: { window: { from: '22:00', to: '02:30' } } },
        {
          type: 'wait',
          until: { date: { ref: 'customer.traits.renewal' }, before: 'P1D', time: '09:00' },
          ifPast: 'continue',
        },
        { type: 'wait', until: { at: '2026-03-29T02:30' }, ifPast: 'exit' },
      )
      .map(fixed),
    fc.constantFrom('enough', 'gone').map((reason) => fixed({ type: 'exit', reason })),
  );

/** What an interrupt does, to steps by their places. */
interface Action {
  readonly does: 'jump' | 'skip' | 'do' | 'skip and do';
  readonly step: number;
  readonly other: number;
  readonly repeat: boolean;
}

const interrupt = (keyed: boolean) =>
  fc.record({
    trigger: listener(keyed),
    condition: seldom(level),
    when: seldom(level),
    action: fc.record({
      does: fc.constantFrom('jump', 'skip', 'do', 'skip and do'),
      step: fc.nat(9),
      other: fc.nat(9),
      repeat: fc.boolean(),
    }) as fc.Arbitrary<Action>,
  });

export interface DefinitionOptions {
  /** May a wait-for stand forever? */
  readonly endless?: boolean;
}

export function arbitraryDefinition({ endless = true }: DefinitionOptions = {}): fc.Arbitrary<JourneyDefinition> {
  return fc
    .boolean()
    .chain((keyed) =>
      fc.record({
        keyed: fc.constant(keyed),
        rows: fc.array(
          fc.record({ set: settings(keyed, endless), leads: fc.array(fc.nat(20), { minLength: 5, maxLength: 5 }) }),
          { minLength: 1, maxLength: 9 },
        ),
        exit: fc.array(listener(keyed), { maxLength: 2 }),
        exitLevel: seldom(level),
        interrupts: fc.array(interrupt(keyed), { maxLength: 3 }),
      }),
    )
    .map(({ keyed, rows, exit, exitLevel, interrupts }): JourneyDefinition | undefined => {
      const ids = rows.map((_row, index) => `s${index}`);
      const sending = ids.filter((_id, index) => rows[index]?.set([]).type === 'send');
      const steps = Object.fromEntries(
        rows.map(({ set, leads }, index) => [`s${index}`, stepOf(set(sending), leads, index, rows.length)]),
      );
      const exits = [
        ...exit.map((each, index) => ({ reason: `exit-${index}`, on: 'event' as const, ...each })),
        ...(exitLevel ? [{ reason: 'level', on: 'condition' as const, when: exitLevel(sending) }] : []),
      ];
      const on = interrupts.map(({ trigger, condition, when, action }, index): InterruptRule => {
        const cause = condition
          ? { on: 'condition' as const, when: condition(sending) }
          : { on: 'event' as const, ...trigger, ...(when ? { when: when(sending) } : {}) };
        return { id: `interrupt-${index}`, ...cause, ...actionOf(action, ids) };
      });
      return repaired({
        id: 'random',
        purpose: 'transactional',
        entry: [{ on: 'event', event: 'Start' }],
        ...(keyed ? { key: { ref: 'event.properties.k' } } : {}),
        ...(exits.length > 0 ? { exit: exits } : {}),
        ...(on.length > 0 ? { on } : {}),
        start: 's0',
        steps,
      });
    })
    .filter((definition) => definition !== undefined);
}

function actionOf({ does, step, other, repeat }: Action, ids: readonly string[]) {
  const target = (place: number) => ids[place % ids.length] as string;
  return {
    ...(repeat ? { repeat: true as const } : {}),
    ...(does === 'jump' ? { jump: target(step) } : {}),
    ...(does.includes('skip') ? { skip: [target(step)] } : {}),
    ...(does.includes('do') ? { do: target(other) } : {}),
  };
}

/**
 * Puts joins where branches meet, and leaves out interrupts and steps that publishing would refuse. Undefined: publishing
 * refuses it for something else. A validation is most of the work, so each does as much as it can.
 */
function repaired(definition: JourneyDefinition): JourneyDefinition | undefined {
  const { definition: valid, problems } = validateDefinition(definition);
  const { steps, on = [] } = definition;
  const stepIn = (where: string) => /^steps\.(s\d)/.exec(where)?.[1] ?? '';
  const apart = problems.find(({ code }) => code === 'branches-meet-without-join');
  if (apart) {
    const id = stepIn(apart.where);
    const [next = null] = Object.values(steps[id]?.paths ?? {});
    return repaired({ ...definition, steps: { ...steps, [id]: { type: 'join', paths: { next } } } });
  }
  const unreachable = problems.filter(({ code }) => code === 'unreachable-step').map(({ where }) => stepIn(where));
  if (unreachable.length > 0)
    return repaired({
      ...definition,
      steps: Object.fromEntries(Object.entries(steps).filter(([each]) => !unreachable.includes(each))),
    });
  const refused = new Set(problems.flatMap(({ where }) => /^on\[(\d)/.exec(where)?.[1] ?? []));
  if (refused.size > 0)
    return repaired({ ...definition, on: on.filter((_rule, index) => !refused.has(String(index))) });
  return valid && definition;
}

function stepOf({ forks, ...set }: Settings, leads: readonly number[], index: number, count: number): Step {
  const step = { ...set, paths: {} };
  const { required, optional } = typeOf(step).paths(step);
  const names = typeof forks === 'number' ? Array.from({ length: forks }, (_, each) => `b${each}`) : required;
  const given = [...names, ...optional.filter((_name, place) => (leads[place] ?? 0) % 2 === 0)];
  const ahead = (lead: number) => {
    const target = index + 1 + (lead % Math.max(1, count - index));
    return target < count ? `s${target}` : null;
  };
  return { ...step, paths: Object.fromEntries(given.map((name, place) => [name, ahead(leads[place] ?? 0)])) };
}
