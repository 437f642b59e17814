import type { Json } from '../base/canonical-json.ts';
import { type Reader, reader } from './fields.ts';
import { evaluators } from './operators.ts';
import type { Condition, Reference, Rule, Scope } from './schema.ts';

/** A condition as a closure: paths are split and operators looked up once, so that evaluating is only calls. */
export type Compiled = (scope: Scope) => boolean;

export function compile(condition: Condition): Compiled {
  const parts = condition.rules.map((part) => (isGroup(part) ? compile(part) : compileRule(part)));
  const holds: Compiled =
    condition.combinator === 'and'
      ? (scope) => parts.every((part) => part(scope))
      : (scope) => parts.some((part) => part(scope));
  return condition.not ? (scope) => !holds(scope) : holds;
}

function compileRule({ field, operator, value }: Rule): Compiled {
  const evaluate = evaluators[operator];
  const actual = reader(field);
  const expected: Reader = isReference(value) ? reader(value.ref) : () => value as Json | undefined;
  return (scope) => evaluate(actual(scope), expected(scope));
}

/**
 * Conditions of stored definitions are evaluated again and again and never change: each is compiled when first met, and
 * forgotten with its definition.
 */
const compiled = new WeakMap<Condition, Compiled>();

export function holds(condition: Condition, scope: Scope): boolean {
  let closure = compiled.get(condition);
  if (!closure) {
    closure = compile(condition);
    compiled.set(condition, closure);
  }
  return closure(scope);
}

export function isGroup(part: Rule | Condition): part is Condition {
  return 'combinator' in part;
}

/** An object literal can't be compared with anything, so {"ref": …} can mean nothing else. */
export function isReference(value: unknown): value is Reference {
  return value !== null && typeof value === 'object' && 'ref' in value && typeof value.ref === 'string';
}

/** All rules, however deep, with the path to each ("rules[1].rules[0]"). */
export function rulesOf(condition: Condition, where = ''): { readonly where: string; readonly rule: Rule }[] {
  return condition.rules.flatMap((part, index) => {
    const place = `${where}${where === '' ? '' : '.'}rules[${index}]`;
    return isGroup(part) ? rulesOf(part, place) : [{ where: place, rule: part }];
  });
}

/** Every field and reference that the condition looks at, each once. */
export function fieldsOf(condition: Condition): readonly string[] {
  const fields = rulesOf(condition).flatMap(({ rule }) =>
    isReference(rule.value) ? [rule.field, rule.value.ref] : [rule.field],
  );
  return [...new Set(fields)];
}

/** How deep groups stand in groups; 1 for a flat one. */
export function depthOf(condition: Condition): number {
  return 1 + Math.max(0, ...condition.rules.map((part) => (isGroup(part) ? depthOf(part) : 0)));
}
