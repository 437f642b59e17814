import type { Problem } from './problem.ts';
import { isLongerThan, isStorable, toStorable } from './storable.ts';

export interface JsonLimits {
  /** Levels, of which the value itself is the first. */
  readonly depth: number;
  /** Values in all: the value itself, members of objects and items of lists. */
  readonly values: number;
  /** Characters of a member's name; no limit unless said. */
  readonly name?: number | undefined;
  /** Refuse text that PostgreSQL can't hold. */
  readonly storable?: boolean | undefined;
}

/** A value in its place, for the way to it. */
interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly name?: string | number;
  readonly parent?: Place;
}

/**
 * Guards the checks behind it: schemas descend by recursion, so that JSON a hundred thousand levels deep would be a
 * stack overflow instead of a refusal. Counts without recursion, and stops at the first limit met. A number that is not
 * finite was one beyond 1.8e308: JSON.parse makes Infinity of it, and JSON.stringify would make null of that.
 */
export function jsonTooLarge(json: unknown, limits: JsonLimits, where = ''): Problem | undefined {
  const root: Place = { value: json, depth: 1 };
  if (!isContainer(json)) return found(problemOfScalar(json, limits), root, where);
  // Containers only: a list of a million numbers takes no more memory here than it has.
  const open: Place[] = [root];
  let values = 1;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value } = next;
    const names = Array.isArray(value) ? undefined : Object.keys(value as object);
    const count = names?.length ?? (value as unknown[]).length;
    values += count;
    if (count > 0 && next.depth >= limits.depth) return found(tooDeep(limits.depth), next, where);
    if (values > limits.values) return found(tooMany(limits.values), next, where);
    for (let index = 0; index < count; index++) {
      const name = names?.[index] ?? index;
      const member = (value as Record<string, unknown>)[name];
      const problem =
        (typeof name === 'string' ? problemOfName(name, limits) : undefined) ??
        (isContainer(member) ? undefined : problemOfScalar(member, limits));
      if (problem === undefined && !isContainer(member)) continue;
      const place = { value: member, depth: next.depth + 1, name, parent: next };
      if (problem) return found(problem, place, where);
      open.push(place);
    }
  }
  return undefined;
}

function isContainer(value: unknown): boolean {
  return value !== null && typeof value === 'object';
}

function found(finding: Finding | undefined, place: Place, where: string): Problem | undefined {
  return finding && { ...finding, where: placeOf(place, where) };
}

type Finding = Omit<Problem, 'where'>;

const tooDeep = (depth: number): Finding => ({
  code: 'too-deep',
  problem: `It is nested deeper than ${depth} levels.`,
  remedy: 'Flatten what is nested.',
});

const tooMany = (values: number): Finding => ({
  code: 'too-large',
  problem: `It holds more than ${values} values.`,
  remedy: 'Split it, or say it more shortly.',
});

function problemOfScalar(value: unknown, { storable }: JsonLimits): Finding | undefined {
  if (typeof value === 'string') return storable && !isStorable(value) ? noText : undefined;
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  return {
    code: 'number-too-large',
    problem: 'It is a number beyond 1.8e308, which no double can hold.',
    remedy: 'Send it as text.',
  };
}

function problemOfName(name: string, { name: most, storable }: JsonLimits): Finding | undefined {
  if (storable && !isStorable(name)) return noText;
  if (most === undefined || !isLongerThan(name, most)) return undefined;
  return {
    code: 'too-large',
    problem: `A name has more than ${most} characters.`,
    remedy: 'Give it a shorter name.',
  };
}

const noText: Finding = {
  code: 'data-refused',
  problem: 'It holds what is no text: U+0000, or half of a character (a lone surrogate).',
  remedy: 'Look for characters that are no text (such as U+0000) or numbers beyond all measure.',
};

/** The way to a place, "steps.nudge.paths[2]", short enough for a problem. */
function placeOf(place: Place, root: string): string {
  const parts: string[] = [];
  for (let next: Place | undefined = place; next && parts.length < 100; next = next.parent) {
    const { name } = next;
    if (typeof name === 'number') parts.unshift(`[${name}]`);
    if (typeof name === 'string') parts.unshift(`.${name.slice(0, 50)}`);
  }
  const text = `${root}${parts.join('')}`.replace(/^\./, '');
  if (text === '') return '(all)';
  return toStorable(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
