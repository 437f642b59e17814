import { momentOf } from '../base/calendar.ts';
import type { Json } from '../base/canonical-json.ts';
import type { Operator } from './schema.ts';

/**
 * What each operator says about two values, missing and mistyped ones included. The rules:
 *   - Only like compares with like. Numbers with numbers, strings with strings by code point, true and false by =.
 *     "20" is not 20; an operator that meets unlike values says no.
 *   - Two strings that are both full ISO date-times with an offset are compared as moments, by = as well as by <:
 *     "2026-03-02T10:00:00+02:00" equals "2026-03-02T08:00:00Z". Dates without a time are strings, and sort as such.
 *   - Missing and null equal nothing, not each other. `null` is the operator that finds them (both).
 *   - Lists and objects equal nothing. `contains` looks into a list by =, and into a string for a piece of it.
 *   - !=, notIn, doesNotContain and notNull are the exact opposites of their twins: true on missing and mistyped.
 *   - between includes both ends.
 */
export type Evaluator = (actual: Json | undefined, expected: Json | undefined) => boolean;

/** Less than 0, 0, or more; undefined where the two don't compare. */
function order(a: Json | undefined, b: Json | undefined): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  const [momentA, momentB] = [momentOf(a), momentOf(b)];
  if (momentA !== undefined && momentB !== undefined) return momentA - momentB;
  return compareTexts(a, b);
}

/** By code point, as PostgreSQL does: `<` of JavaScript puts surrogates, and so emojis, before U+E000. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const [unitA, unitB] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (unitA !== unitB) return pointOrder(unitA) - pointOrder(unitB);
  }
  return a.length - b.length;
}

const pointOrder = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

const equal: Evaluator = (a, b) => (typeof a === 'boolean' && typeof b === 'boolean' ? a === b : order(a, b) === 0);

const compares =
  (fits: (difference: number) => boolean): Evaluator =>
  (actual, expected) => {
    const difference = order(actual, expected);
    return difference !== undefined && fits(difference);
  };

const isOneOf: Evaluator = (actual, list) => Array.isArray(list) && list.some((item) => equal(actual, item));

const isBetween: Evaluator = (actual, bounds) => {
  if (!Array.isArray(bounds) || bounds.length !== 2) return false;
  const [low, high] = [order(actual, bounds[0]), order(actual, bounds[1])];
  return low !== undefined && high !== undefined && low >= 0 && high <= 0;
};

const containsValue: Evaluator = (actual, expected) => {
  if (typeof actual === 'string') return typeof expected === 'string' && actual.includes(expected);
  return Array.isArray(actual) && actual.some((item) => equal(item, expected));
};

const ofStrings =
  (fits: (actual: string, expected: string) => boolean): Evaluator =>
  (actual, expected) =>
    typeof actual === 'string' && typeof expected === 'string' && fits(actual, expected);

const isNothing: Evaluator = (actual) => actual === undefined || actual === null;

const opposite =
  (evaluate: Evaluator): Evaluator =>
  (actual, expected) =>
    !evaluate(actual, expected);

export const evaluators: Readonly<Record<Operator, Evaluator>> = {
  '=': equal,
  '!=': opposite(equal),
  '<': compares((difference) => difference < 0),
  '<=': compares((difference) => difference <= 0),
  '>': compares((difference) => difference > 0),
  '>=': compares((difference) => difference >= 0),
  in: isOneOf,
  notIn: opposite(isOneOf),
  between: isBetween,
  contains: containsValue,
  doesNotContain: opposite(containsValue),
  beginsWith: ofStrings((actual, expected) => actual.startsWith(expected)),
  endsWith: ofStrings((actual, expected) => actual.endsWith(expected)),
  null: isNothing,
  notNull: opposite(isNothing),
};

/** What stands to the right of an operator: the publish check refuses a literal of another form. */
export const expectedForm: Readonly<Record<Operator, 'scalar' | 'order' | 'text' | 'list' | 'pair' | 'nothing'>> = {
  '=': 'scalar',
  '!=': 'scalar',
  '<': 'order',
  '<=': 'order',
  '>': 'order',
  '>=': 'order',
  in: 'list',
  notIn: 'list',
  between: 'pair',
  contains: 'scalar',
  doesNotContain: 'scalar',
  beginsWith: 'text',
  endsWith: 'text',
  null: 'nothing',
  notNull: 'nothing',
};
