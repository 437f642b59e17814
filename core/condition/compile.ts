import type { Json } from '../base/canonical-json.ts';
import { oncePer } from '../base/once-per.ts';
import { engagementIn, type Reader, reader } from './fields.ts';
import { measuredIn, measureReader } from './history/measures.ts';
import { evaluators } from './operators.ts';
import type { Condition, Reference, Rule, Scope } from './schema.ts';

/**
 * A condition as a closure: paths are split and operators looked up once, so that evaluating is only calls.
 * What cannot be known (opens of a message without a pixel, a history that was not read) is neither true nor false, and `not` of it neither: the
 * condition holds only where it holds whatever the unknown is. A missing trait or property is no such case: it is known to
 * be missing, and the operators say what that means.
 */
export type Compiled = (scope: Scope) => boolean;

/** Undefined: it cannot be known. */
export type Truth = boolean | undefined;
type Evaluate = (scope: Scope) => Truth;

export function compile(condition: Condition): Compiled {
  const truth = compileGroup(condition);
  return (scope) => truth(scope) === true;
}

function compileGroup({ combinator, not, rules }: Condition): Evaluate {
  const parts = rules.map(compileTruth);
  const deciding = combinator === 'or'; // one part that is this decides
  const evaluate: Evaluate = (scope) => {
    let truth: Truth = !deciding;
    for (const part of parts) {
      const each = part(scope);
      if (each === deciding) return deciding;
      if (each === undefined) truth = undefined;
    }
    return truth;
  };
  if (!not) return evaluate;
  return (scope) => {
    const truth = evaluate(scope);
    return truth === undefined ? undefined : !truth;
  };
}

/** What a condition or one of its rules says, unknown included. */
export function compileTruth(part: Rule | Condition): Evaluate {
  return isGroup(part) ? compileGroup(part) : compileRule(part);
}

function compileRule({ field, of, operator, value }: Rule): Evaluate {
  const evaluate = evaluators[operator];
  const actual = reader(field);
  const expected: Reader = isReference(value) ? reader(value.ref) : () => value as Json | undefined;
  const measured = measuredIn(field);
  if (measured) {
    const values = measureReader(measured, of, compile);
    return (scope) => {
      const verdicts = values(scope).map((each) => evaluate(each, expected(scope)));
      return verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0] : undefined;
    };
  }
  if (!engagementIn(field) || operator === 'null' || operator === 'notNull')
    return (scope) => evaluate(actual(scope), expected(scope));
  return (scope) => {
    const level = actual(scope);
    return level === undefined ? undefined : evaluate(level, expected(scope));
  };
}

/** Conditions of stored definitions are evaluated again and again and never change: each is compiled when first met. */
const compiled = oncePer(compile);

export function holds(condition: Condition, scope: Scope): boolean {
  return compiled(condition)(scope);
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
