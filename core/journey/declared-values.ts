import { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';

/** Values that are declared by a word each: what the answer of a call or the payload of an entry has to have. */
export const valueTypes = ['text', 'number', 'boolean', 'date', 'any'] as const;
export type ValueWord = (typeof valueTypes)[number];

export const declaredValuesSchema = z
  .record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}\??$/, 'must be a plain name; "name?" for what may be missing'),
    z.enum(valueTypes),
  )
  .refine((values) => Object.keys(values).length <= 50, { error: 'must have at most 50 members' });

export type DeclaredValues = Readonly<Record<string, ValueWord>>;

export function fitsWord(type: ValueWord, value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'any':
      return true;
  }
}

/** The first member that lacks or is not what is declared; undefined: all fit. Members that are not declared are taken as they are. */
export function unfitMember(declared: DeclaredValues, given: { readonly [name: string]: Json }): string | undefined {
  return Object.entries(declared).find(([key, type]) => {
    const name = key.replace(/\?$/, '');
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (key.endsWith('?') && (value === undefined || value === null)) return false;
    return !fitsWord(type, value);
  })?.[0];
}
