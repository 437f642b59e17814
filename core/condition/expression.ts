import type { Json } from '../base/canonical-json.ts';
import { isGroup, isReference } from './compile.ts';
import type { Condition, Measure, Operator, Reference, Rule } from './schema.ts';

/**
 * Conditions as people write them in a journey file: CartUpdated.value.atLeast(20). A field handle is a reference with
 * methods; what they return is the condition's plain JSON. The types keep two mistakes out before anything runs: a
 * value of the wrong kind (`value.atLeast('20')`), and a field where it isn't known (`Origin`: the event's name, the
 * entry, the customer). Both exist in types only: at run time a handle from a second copy of this package is as good.
 */
declare const origin: unique symbol;
declare const kind: unique symbol;

/** A condition that looks at fields of these origins. A bare Condition fits everywhere; publishing checks it. */
export type Expression<Origin extends string = string> = Condition & { readonly [origin]?: Origin };

/** Something that has a value of type T when a condition is evaluated. */
export interface Handle<T = unknown, Origin extends string = string> extends Reference {
  readonly [kind]?: T;
  readonly [origin]?: Origin;
}

type Compare<T, Origin extends string> = <Other extends string = never>(
  value: T | Handle<T, Other>,
) => Expression<Origin | Other>;

interface AnyField<T, Origin extends string> extends Handle<T, Origin> {
  /** There, and not null. */
  exists(): Expression<Origin>;
  isMissing(): Expression<Origin>;
}

export interface BooleanField<Origin extends string> extends AnyField<boolean, Origin> {
  readonly is: Compare<boolean, Origin>;
  /** True where the field is missing, too. */
  readonly isNot: Compare<boolean, Origin>;
}

interface OrderedField<T, Origin extends string> extends AnyField<T, Origin> {
  readonly is: Compare<T, Origin>;
  /** True where the field is missing, too. */
  readonly isNot: Compare<T, Origin>;
  readonly above: Compare<T, Origin>;
  readonly atLeast: Compare<T, Origin>;
  readonly below: Compare<T, Origin>;
  readonly atMost: Compare<T, Origin>;
  /** Both ends included. */
  between(least: T, greatest: T): Expression<Origin>;
  oneOf(values: readonly T[]): Expression<Origin>;
  /** True where the field is missing, too. */
  noneOf(values: readonly T[]): Expression<Origin>;
}

export interface NumberField<Origin extends string> extends OrderedField<number, Origin> {}

/** Dates and moments, ISO 8601: compared as moments. */
export interface DateField<Origin extends string> extends OrderedField<string, Origin> {}

export interface TextField<Origin extends string> extends OrderedField<string, Origin> {
  readonly contains: Compare<string, Origin>;
  /** True where the field is missing, too. */
  readonly doesNotContain: Compare<string, Origin>;
  readonly beginsWith: Compare<string, Origin>;
  readonly endsWith: Compare<string, Origin>;
}

export interface ListField<Item, Origin extends string> extends AnyField<readonly Item[], Origin> {
  readonly contains: Compare<Item, Origin>;
  /** True where the field is missing, too. */
  readonly doesNotContain: Compare<Item, Origin>;
}

/** The handle for a value of type T. */
export type Field<T, Origin extends string> = [T] extends [boolean]
  ? BooleanField<Origin>
  : [T] extends [number]
    ? NumberField<Origin>
    : [T] extends [string]
      ? TextField<Origin>
      : T extends readonly (infer Item)[]
        ? ListField<Item, Origin>
        : AnyField<T, Origin>;

/** Makes the handle for a field. It has every method; which of them make sense for the field, its type says. */
export function field<T, Origin extends string>(ref: string, of?: Measure): Field<T, Origin> {
  const measured = of && { of };
  const compare = (operator: Operator) => (value: unknown) =>
    single({ field: ref, ...measured, operator, value: literalOrReference(value) });
  const alone = (operator: Operator) => () => single({ field: ref, ...measured, operator });
  const handle = {
    ref,
    exists: alone('notNull'),
    isMissing: alone('null'),
    is: compare('='),
    isNot: compare('!='),
    above: compare('>'),
    atLeast: compare('>='),
    below: compare('<'),
    atMost: compare('<='),
    between: (least: unknown, greatest: unknown) => compare('between')([least, greatest]),
    oneOf: compare('in'),
    noneOf: compare('notIn'),
    contains: compare('contains'),
    doesNotContain: compare('doesNotContain'),
    beginsWith: compare('beginsWith'),
    endsWith: compare('endsWith'),
  };
  return handle as unknown as Field<T, Origin>;
}

const single = (rule: Rule): Condition => ({ combinator: 'and', rules: [rule] });

/** Another handle becomes a bare reference: its methods are no part of the condition. */
function literalOrReference(value: unknown): Json | Reference {
  return isReference(value) ? { ref: value.ref } : (value as Json);
}

/** All of them hold. */
export function and<Origin extends string>(...parts: readonly Expression<Origin>[]): Expression<Origin> {
  return { combinator: 'and', rules: parts.map(unwrapped) };
}

/** At least one of them holds. */
export function or<Origin extends string>(...parts: readonly Expression<Origin>[]): Expression<Origin> {
  return { combinator: 'or', rules: parts.map(unwrapped) };
}

/** It does not hold. What is missing makes most comparisons false, so `not` of them is true. */
export function not<Origin extends string>(part: Expression<Origin>): Expression<Origin> {
  return part.not
    ? { combinator: part.combinator, rules: part.rules }
    : { combinator: part.combinator, not: true, rules: part.rules };
}

/** A single rule needs no group around it inside of another. */
function unwrapped(part: Condition): Rule | Condition {
  const [only, second] = part.rules;
  return only && !second && !part.not && !isGroup(only) ? only : part;
}
