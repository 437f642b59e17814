import type { Json } from '../base/canonical-json.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import type { Scope } from './schema.ts';

/**
 * What can be referred to:
 *   event.name, event.properties.*   the event that is being evaluated (filters of entries, exits, wait-for; keys)
 *   entry.properties.*               the event the run began with
 *   customer.traits.*                the customer as they now are
 * A dot leads into a nested object, so a name that itself has a dot in it can't be reached. Lists are not entered, and
 * only what an object has of its own is seen: "constructor" is missing like any other name nobody set.
 * A reference (not the field of a rule) may also name a whole: "entry" or "entry.properties", all of the entry's data.
 */
export interface Place {
  /** In words, for messages: "a branch". */
  readonly name: string;
  readonly event?: boolean | undefined;
  readonly entry?: boolean | undefined;
  readonly customer?: boolean | undefined;
}

export const filterOfEntry: Place = { name: "an entry's filter", event: true, customer: true };
export const filterInRun: Place = { name: "a run's filter", event: true, entry: true, customer: true };
export const keyOfEvent: Place = { name: 'a key', event: true };
export const insideRun: Place = { name: 'a step', entry: true, customer: true };

export type Reader = (scope: Scope) => Json | undefined;

interface Root {
  readonly part: 'event' | 'entry' | 'customer';
  /** The member of the part that holds what people sent. */
  readonly member: 'properties' | 'traits';
  readonly read: Reader;
}

const roots: readonly Root[] = [
  { part: 'event', member: 'properties', read: ({ event }) => event?.properties },
  { part: 'entry', member: 'properties', read: ({ entry }) => entry?.properties },
  { part: 'customer', member: 'traits', read: ({ customer }) => customer?.traits },
];

interface FieldPath {
  readonly part: Root['part'];
  readonly names: readonly string[];
  readonly read: Reader;
}

function parseField(field: string): FieldPath | undefined {
  if (field === 'event.name') return { part: 'event', names: ['name'], read: ({ event }) => event?.name };
  const [part, member, ...names] = field.split('.');
  const root = roots.find((candidate) => candidate.part === part);
  if (!root || (member !== undefined && member !== root.member) || names.includes('')) return undefined;
  return { part: root.part, names, read: (scope) => walk(root.read(scope), names) };
}

function walk(start: Json | undefined, names: readonly string[]): Json | undefined {
  let value = start;
  for (const name of names) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as { readonly [name: string]: Json })[name];
  }
  return value;
}

/** A function that reads the field or reference. One that nothing can have reads as missing: publishing refuses it. */
export function reader(field: string): Reader {
  return parseField(field)?.read ?? (() => undefined);
}

/** Does the field need the event that is being evaluated, and nothing else? */
export function isOfEvent(field: string): boolean {
  return parseField(field)?.part === 'event';
}

/** Why a field (`whole`: a reference, which may mean all of something) can't stand in this place. */
export function fieldProblem(where: string, field: string, place: Place, whole = false): Problem | undefined {
  const known = roots.filter(({ part }) => place[part]).map(({ part, member }) => `${part}.${member}.<name>`);
  if (place.event) known.push('event.name');
  const path = parseField(field);
  if (!path) {
    const [part = '', second] = field.split('.');
    const root = roots.find((candidate) => candidate.part === part);
    const hint =
      root && second !== undefined && second !== root.member
        ? `Names of ${part} are found under "${part}.${root.member}."; `
        : '';
    const close = root
      ? ''
      : `${didYouMean(
          part,
          roots.map((candidate) => candidate.part),
        )} `;
    return {
      code: 'unknown-field',
      where,
      problem: `"${field}" is nothing that can be referred to.`,
      remedy: `${hint}${close}In ${place.name} write one of ${known.join(', ')}.`,
    };
  }
  if (!place[path.part]) {
    return {
      code: 'field-out-of-place',
      where,
      problem: `"${field}" is not known in ${place.name}: there is no ${path.part} to look at there.`,
      remedy: `In ${place.name} write one of ${known.join(', ')}.`,
    };
  }
  if (path.names.length === 0 && !whole) {
    return {
      code: 'unknown-field',
      where,
      problem: `"${field}" means all of the ${path.part}, which can't be compared with anything.`,
      remedy: `Name a part of it: ${known.join(', ')}.`,
    };
  }
  return undefined;
}
