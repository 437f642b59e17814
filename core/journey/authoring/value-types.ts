import type { Json } from '../../base/canonical-json.ts';
import type { DateField, Field } from '../../condition/expression.ts';

/**
 * The types of what events and traits carry, under one name: `t.text`, `t.optional(t.number)`. They exist for the
 * compiler; at run time they are plain data.
 */
declare const holds: unique symbol;

type Kind = 'text' | 'number' | 'boolean' | 'date' | 'list';

export interface ValueType<T extends Json = Json, Optional extends boolean = boolean, K extends Kind = Kind> {
  readonly kind: K;
  readonly items?: ValueType | undefined;
  readonly optional?: Optional | undefined;
  readonly [holds]?: T;
}

const text: ValueType<string, false, 'text'> = { kind: 'text' };
const number: ValueType<number, false, 'number'> = { kind: 'number' };
const boolean: ValueType<boolean, false, 'boolean'> = { kind: 'boolean' };
const date: ValueType<string, false, 'date'> = { kind: 'date' };

function list<T extends Json>(items: ValueType<T, false>): ValueType<readonly T[], false, 'list'> {
  return { kind: 'list', items };
}

function optional<T extends Json, K extends Kind>(type: ValueType<T, false, K>): ValueType<T, true, K> {
  return { ...type, optional: true };
}

export const t = {
  text,
  number,
  /** True or false. */
  boolean,
  /** A date or a moment as ISO 8601: "2026-03-31", "2026-03-31T08:00:00Z". */
  date,
  /** A list of values of one type: `t.list(t.text)`. */
  list,
  /** May be left out: `t.optional(t.text)`. In conditions it reads as missing then. */
  optional,
} as const;

export type Shape = Readonly<Record<string, ValueType>>;

type ValueOf<V> = V extends ValueType<infer T> ? T : never;
type RequiredNames<S extends Shape> = { [N in keyof S]: S[N] extends ValueType<Json, false> ? N : never }[keyof S];

/** What somebody writes down to make such an event. */
export type Values<S extends Shape> = { readonly [N in RequiredNames<S>]: ValueOf<S[N]> } & {
  readonly [N in Exclude<keyof S, RequiredNames<S>>]?: ValueOf<S[N]> | undefined;
};

/** The handles that conditions are written with. */
export type Fields<S extends Shape, Origin extends string> = {
  readonly [N in keyof S]: S[N] extends { readonly kind: 'date' } ? DateField<Origin> : Field<ValueOf<S[N]>, Origin>;
};
