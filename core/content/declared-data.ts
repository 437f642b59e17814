import type { Json } from '../base/canonical-json.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';

/**
 * What a template declares of its data, in template.json, as its variables are written:
 *   { "customer": { "firstName?": "text" }, "order": { "id": "text", "total": "number", "items": [{ "name": "text" }] } }
 * A type is a word, a list of one type, or an object. A "?" behind a name: it may be missing.
 */
export const valueWords = ['text', 'number', 'boolean', 'date', 'any'] as const;

export type DeclaredType =
  | { readonly kind: (typeof valueWords)[number] }
  | { readonly kind: 'list'; readonly items: DeclaredType }
  | DeclaredObject;

export interface DeclaredObject {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, DeclaredMember>;
}

export interface DeclaredMember {
  readonly type: DeclaredType;
  readonly isOptional: boolean;
}

const deepest = 8;
const mostMembers = 200;
const remedy = `Write one of ${valueWords.join(', ')}, a list [type], or an object; "name?" for what may be missing.`;

/** The declaration, or all that is wrong with it. */
export function readDeclaredData(
  json: unknown,
  where: string,
): { readonly data?: DeclaredObject; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const type = readType(json, where, problems, 0);
  if (problems.length === 0 && type?.kind !== 'object') problems.push(unreadable(where, 'it is no object'));
  return problems.length === 0 ? { data: type as DeclaredObject, problems } : { problems };
}

function unreadable(where: string, problem: string): Problem {
  return { code: 'declaration-unreadable', where, problem, remedy };
}

function readType(json: unknown, where: string, problems: Problem[], depth: number): DeclaredType | undefined {
  const fault = (problem: string) => void problems.push(unreadable(where, problem));
  if (depth > deepest) return fault(`it is more than ${deepest} levels deep`) as undefined;
  if (typeof json === 'string') {
    const word = valueWords.find((each) => each === json);
    if (word) return { kind: word };
    return fault(`"${json.slice(0, 40)}" is no type. ${didYouMean(json.slice(0, 40), valueWords)}`) as undefined;
  }
  if (Array.isArray(json)) {
    const items = json.length === 1 ? readType(json[0], `${where}[0]`, problems, depth + 1) : undefined;
    if (json.length !== 1) fault('a list has one type, that of its items');
    return items && { kind: 'list', items };
  }
  if (json === null || typeof json !== 'object') return fault('it is no type') as undefined;
  const entries = Object.entries(json);
  if (entries.length > mostMembers) return fault(`it has more than ${mostMembers} members`) as undefined;
  const members = new Map<string, DeclaredMember>();
  for (const [key, value] of entries) {
    const [, name, mark] = /^([A-Za-z_][A-Za-z0-9_-]{0,99})(\??)$/.exec(key) ?? [];
    const at = `${where}.${key.slice(0, 60)}`;
    if (name === undefined) {
      problems.push(unreadable(at, 'a name has letters, digits, _ and -, and may end with "?"'));
    } else if (members.has(name)) {
      problems.push(unreadable(at, `"${name}" is declared twice`));
    } else {
      const type = readType(value, at, problems, depth + 1);
      if (type) members.set(name, { type, isOptional: mark === '?' });
    }
  }
  return { kind: 'object', members };
}

/** What is declared at the end of a variable's path; "[]" is an item of a list. Undefined: nothing is declared there. */
export function findDeclared(data: DeclaredObject, path: readonly string[]): DeclaredMember | undefined {
  let found: DeclaredMember = { type: data, isOptional: false };
  for (const name of path) {
    const { type, isOptional } = found;
    if (type.kind === 'any') return { type, isOptional };
    const member = type.kind === 'object' ? type.members.get(name) : undefined;
    if (member) found = { type: member.type, isOptional: isOptional || member.isOptional };
    else if (type.kind === 'list' && ['[]', 'first', 'last'].includes(name)) found = { type: type.items, isOptional };
    else if (name === 'size' && type.kind !== 'number' && type.kind !== 'boolean')
      found = { type: { kind: 'number' }, isOptional };
    else return undefined;
  }
  return found;
}

/** A value that is missing, or of another type than declared. */
export interface Misfit {
  readonly path: string;
  readonly isMissing: boolean;
  readonly problem: string;
}

export function findMisfits(type: DeclaredType, value: Json | undefined, path = ''): readonly Misfit[] {
  if (type.kind === 'object') {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [misfit(path, 'object', value)];
    const given = value as Readonly<Record<string, Json>>;
    return [...type.members].flatMap(([name, member]) => {
      const own = Object.hasOwn(given, name) ? given[name] : undefined;
      const at = path === '' ? name : `${path}.${name}`;
      if (own === undefined || own === null) {
        return member.isOptional ? [] : [{ path: at, isMissing: true, problem: `"${at}" is missing` }];
      }
      return findMisfits(member.type, own, at);
    });
  }
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return [misfit(path, 'list', value)];
    return value.slice(0, mostMembers).flatMap((item, index) => findMisfits(type.items, item, `${path}[${index}]`));
  }
  return fits[type.kind](value) ? [] : [misfit(path, type.kind, value)];
}

const fits: Readonly<Record<(typeof valueWords)[number], (value: Json | undefined) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'number' || (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)),
  any: () => true,
};

function misfit(path: string, kind: string, value: Json | undefined): Misfit {
  const given = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  return { path, isMissing: false, problem: `"${path}" is declared as ${kind} and is ${given}` };
}

/** Data that fits a declaration: all of it, or only what must be there. */
export function sampleOf(type: DeclaredType, { withOptional }: { withOptional: boolean }, name = 'sample'): Json {
  switch (type.kind) {
    case 'object': {
      const members = [...type.members].filter(([, { isOptional }]) => withOptional || !isOptional);
      return Object.fromEntries(members.map(([key, member]) => [key, sampleOf(member.type, { withOptional }, key)]));
    }
    case 'list':
      return [sampleOf(type.items, { withOptional }, name)];
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'date':
      return '2026-07-01';
    case 'text':
    case 'any':
      return sampleText(name);
  }
}

/** A text that a variable of this name may hold: what is an address in use is one in a sample, or links would be refused. */
export function sampleText(name: string): string {
  if (/(^|_)(url|link|href)$|Url$|Link$/i.test(name)) return 'https://example.com/';
  if (/^e?mail$/i.test(name)) return 'ann@example.com';
  return name;
}
