import type { Json } from '../../../base/canonical-json.ts';
import { isReference } from '../../../condition/compile.ts';
import type { Handle } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { UpdateStep } from '../../steps/update.ts';
import { type AnyEvent, declarationOf, type EntryHandle } from '../declare.ts';
import { type DataOfRun, type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';
import type { Shape, Values } from '../value-types.ts';

type Given<T> = T | Handle<T, DataOfRun>;

export interface UpdateOptions<Name extends string, S extends Shape> extends StepOptions {
  /** Trait ▸ its new value; null removes it. */
  readonly set?: Readonly<Record<string, Given<Json>>> | undefined;
  readonly unset?: readonly string[] | undefined;
  /** Trait ▸ the number that is added. */
  readonly increment?: Readonly<Record<string, Given<number>>> | undefined;
  /** Trait ▸ the value that its list gets, unless it has it. */
  readonly append?: Readonly<Record<string, Given<Json>>> | undefined;
  /** Trait ▸ the value that its list loses. */
  readonly remove?: Readonly<Record<string, Given<Json>>> | undefined;
  /** An event of the customer, as if they had done it now: `emitted(LeadFound, { score: entry.score })`. */
  readonly emit?: EmittedEvent<Name, S> | undefined;
}

export interface EmittedEvent<Name extends string = string, S extends Shape = Shape> {
  readonly event: AnyEvent<Name, S>;
  readonly properties: {
    readonly [Property in keyof Values<S>]: Values<S>[Property] | Handle<unknown, DataOfRun>;
  };
}

/** An event that a journey emits, with its properties as values or handles. */
export function emitted<const Name extends string, const S extends Shape>(
  event: AnyEvent<Name, S>,
  properties: EmittedEvent<Name, S>['properties'],
): EmittedEvent<Name, S> {
  return { event, properties };
}

/** Changes the customer's traits and may emit an event: `update('mark', { set: { stage: 'lead' } })`. */
export function update<const Name extends string = string, const S extends Shape = Shape>(
  id: StepId,
  { title, set, unset, increment, append, remove, emit }: UpdateOptions<Name, S>,
): FlowStep {
  return flowStep<UpdateStep>(
    id,
    {
      type: 'update',
      title,
      set: plain(set),
      unset: unset && [...unset],
      increment: plain(increment) as UpdateStep['increment'],
      append: plain(append),
      remove: plain(remove),
      emit: emit && { event: declarationOf(emit.event).name, properties: plain(emit.properties) },
    },
    { next: onward },
  );
}

/** Handles become bare references. */
function plain(values: Readonly<Record<string, unknown>> | EntryHandle<Shape> | undefined): UpdateStep['set'] {
  if (!values) return undefined;
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isReference(value) ? { ref: value.ref } : (value as Json)]),
  );
}
