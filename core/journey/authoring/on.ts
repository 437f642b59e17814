import { toIsoDuration } from '../../base/duration.ts';
import type { Expression, Handle } from '../../condition/expression.ts';
import type { Condition, Reference } from '../../condition/schema.ts';
import type { DeclaredDirectEntry, EntryRule, EventTrigger, ExitRule, GoalRule, StepId } from '../definition/index.ts';
import type { CountSettings } from '../event-count.ts';
import { type AnyEvent, declarationOf, type OriginOf } from './declare.ts';
import { type InsideRun, mistake } from './flow.ts';
import type { Shape } from './value-types.ts';

/** An event that is listened for, as data: what `on(…)` has gathered. */
export interface TriggerRule {
  readonly event: string;
  readonly where?: Condition | undefined;
  readonly match?: Reference | undefined;
  readonly anyRun?: true | undefined;
  readonly message?: StepId | undefined;
  readonly maxAge?: string | undefined;
  readonly within?: string | undefined;
  readonly value?: Reference | undefined;
  readonly endsRun?: true | undefined;
  readonly count?: number | undefined;
  readonly day?: 'calendar' | undefined;
}

/** Each method gives a new one and leaves this as it is, so that one may serve in several places. */
export interface DeclaredTrigger<Name extends string = string> {
  readonly rule: TriggerRule;
  /** Only if this holds: of the event itself, of the customer, and inside a run of the entry and of its messages. */
  where(condition: Expression<OriginOf<Name> | InsideRun>): DeclaredTrigger<Name>;
  /** In a journey with a key: the property of this event that equals the run's key. */
  match(property: Handle<unknown, OriginOf<Name>>): DeclaredTrigger<Name>;
  /** In a journey with a key: whatever the key, every run of the customer hears it. */
  anyRun(): DeclaredTrigger<Name>;
  /** Of an event about messages: only of this run's message of the step. `clicked(nudge)` says it for the frequent ones. */
  about(step: StepId | { readonly id: StepId }): DeclaredTrigger<Name>;
  /** Of an entry: an event older than this, by its own time, doesn't enter. 24 hours unless said. */
  maxAge(duration: string): DeclaredTrigger<Name>;
  /** Of a `waitFor`: so many of them; `.within('1 day')` or `.onOneDay()` says how near to each other by their own times. */
  times(count: number): DeclaredTrigger<Name>;
  onOneDay(): DeclaredTrigger<Name>;
  /** Of a goal: it counts when it comes so long after the entry at the latest, whether or not the run has ended. Of a count: see `times`. */
  within(duration: string): DeclaredTrigger<Name>;
  /** Of a goal: the number of this event that says what reaching it is worth. */
  value(property: Handle<number, OriginOf<Name>>): DeclaredTrigger<Name>;
  /** Of a goal: reaching it ends the run. */
  endsRun(): DeclaredTrigger<Name>;
}

/** `on(OrderCompleted).match(OrderCompleted.cart_id)`: for entries, exits and waitFor. */
export function on<const Name extends string>(event: AnyEvent<Name>): DeclaredTrigger<Name> {
  return trigger({ event: declarationOf(event).name });
}

/** For journeys that are loaded without being checked by the compiler, too. */
export function isTrigger(value: unknown): value is DeclaredTrigger {
  return typeof value === 'object' && value !== null && 'rule' in value;
}

export function trigger<Name extends string>(rule: TriggerRule): DeclaredTrigger<Name> {
  return {
    rule,
    where: (condition) => trigger({ ...rule, where: condition }),
    match: ({ ref }) => trigger({ ...rule, match: { ref } }),
    anyRun: () => trigger({ ...rule, anyRun: true }),
    about: (step) => trigger({ ...rule, message: typeof step === 'string' ? step : step.id }),
    maxAge: (duration) => trigger({ ...rule, maxAge: toIsoDuration(duration, `on(${rule.event}).maxAge`) }),
    times: (count) => trigger({ ...rule, count }),
    onOneDay: () => trigger({ ...rule, day: 'calendar' }),
    within: (duration) => trigger({ ...rule, within: toIsoDuration(duration, `on(${rule.event}).within`) }),
    value: ({ ref }) => trigger({ ...rule, value: { ref } }),
    endsRun: () => trigger({ ...rule, endsRun: true }),
  };
}

/** An entry without an event: `byApi({ cart_id: t.text })`. Its payload is `entry.properties`. */
export interface DeclaredEntry<S extends Shape = Shape> {
  readonly directly: DeclaredDirectEntry;
  readonly shape: S;
  readonly condition?: Condition | undefined;
}

const direct =
  (directly: DeclaredDirectEntry) =>
  <const S extends Shape = Record<never, never>>(
    shape: S = {} as S,
    { where }: { readonly where?: Expression<'entry' | 'customer'> | undefined } = {},
  ): DeclaredEntry<S> => ({ directly, shape, condition: where });

/** A customer enters by a call of the API. */
export const byApi = direct('api');
/** A person lets a customer enter. */
export const byHand = direct('hand');
/** A customer comes from another journey, by its step `startJourney`. */
export const handOff = direct('hand-off');

/** The entry as a rule of the definition. */
export function directRuleOf({ directly, shape, condition }: DeclaredEntry): EntryRule {
  const data = Object.fromEntries(
    Object.entries(shape).map(([name, type]) => {
      if (type.kind === 'list') return [type.optional ? `${name}?` : name, 'any' as const];
      return [type.optional ? `${name}?` : name, type.kind];
    }),
  );
  return { on: directly, ...(Object.keys(data).length > 0 && { data }), where: condition };
}

/** The event as an entry of the definition. */
export function entryRuleOf({ rule }: DeclaredTrigger): EntryRule {
  const { event, where, maxAge, match, anyRun, message } = rule;
  refuseGoalParts(rule);
  refuseCount(rule);
  if (message !== undefined)
    throw mistake('entry', `"${event}" is about a message of the run, but an entry begins one.`, `Write on(${event}).`);
  if (match || anyRun) {
    const remedy = 'Leave it out; the journey\'s "key" distinguishes runs.';
    throw mistake('entry', `"${event}" has match or anyRun, but an entry begins a run.`, remedy);
  }
  return { on: 'event', event, where, maxAge };
}

/** The event, or the condition, as an exit rule of the definition. */
export function exitRuleOf(reason: string, cause: DeclaredTrigger | Condition): ExitRule {
  return isTrigger(cause) ? { reason, on: 'event', ...triggerOf(cause) } : { reason, on: 'condition', when: cause };
}

/** The event as something that a run listens to. */
export function triggerOf({ rule }: DeclaredTrigger): EventTrigger {
  refuseGoalParts(rule);
  refuseCount(rule);
  return withoutMaxAge(rule);
}

/** The event, or several of them, as something that a wait-for listens to. */
export function listenerOf({ rule }: DeclaredTrigger): EventTrigger & CountSettings {
  const { within, count, day, ...event } = rule;
  if (count === undefined) return triggerOf({ rule } as DeclaredTrigger);
  refuseGoalParts(event);
  return { ...withoutMaxAge(event), count, within, day };
}

/** The event as the goal of the definition. */
export function goalRuleOf({ rule }: DeclaredTrigger): GoalRule {
  const { within, ...goal } = rule;
  refuseCount(rule);
  if (within !== undefined) return { ...withoutMaxAge(goal), within };
  throw mistake('goal', `The goal "${rule.event}" does not say how long it counts.`, "Add .within('7 days').");
}

function withoutMaxAge<R extends TriggerRule>({ maxAge, ...rest }: R): Omit<R, 'maxAge'> {
  if (maxAge) throw mistake(`on(${rest.event})`, 'maxAge is for entries only.', 'Leave it out here.');
  return rest;
}

function refuseCount({ event, count, day }: TriggerRule): void {
  if (count ?? day) throw mistake(`on(${event})`, 'times and onOneDay are for waitFor only.', 'Leave them out here.');
}

function refuseGoalParts({ event, within, value, endsRun }: TriggerRule): void {
  if (within ?? value ?? endsRun)
    throw mistake(`on(${event})`, 'within, value and endsRun are for goals only.', 'Leave them out here.');
}
