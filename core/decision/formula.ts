import { z } from 'zod';

/**
 * A formula: a tree of operations over numbers and references. It has no loops and reads no clock, so it always ends. A value
 * that is missing and has no default makes its result undefined, and so do a division by zero and what is no number.
 */
export const mostNodes = 200;
const deepest = 20;

export type Formula =
  | number
  | { readonly ref: string; readonly default?: number | undefined }
  | { readonly op: Operation; readonly of: readonly Formula[] };

const operations = ['+', '-', '*', '/', 'min', 'max', 'clamp', 'if'] as const;
type Operation = (typeof operations)[number];

export const formulaSchema: z.ZodType<Formula> = z
  .lazy(() =>
    z.union([
      z.number(),
      z.strictObject({ ref: z.string().min(1).max(200), default: z.number().optional() }),
      z.strictObject({ op: z.enum(operations), of: z.array(formulaSchema).min(1).max(20) }),
    ]),
  )
  .describe('A number, a reference with an optional default, or an operation of formulas.');

/** Least and greatest number of operands. */
const operands: Readonly<Record<Operation, readonly [number, number]>> = {
  '+': [1, 20],
  '-': [1, 2],
  '*': [1, 20],
  '/': [2, 2],
  min: [1, 20],
  max: [1, 20],
  clamp: [3, 3],
  if: [3, 3],
};

const calculate: Readonly<Record<Operation, (of: readonly number[]) => number>> = {
  '+': (of) => of.reduce((sum, each) => sum + each, 0),
  '-': ([first = 0, second]) => (second === undefined ? -first : first - second),
  '*': (of) => of.reduce((product, each) => product * each, 1),
  '/': ([first = 0, second = 0]) => first / second,
  min: (of) => Math.min(...of),
  max: (of) => Math.max(...of),
  clamp: ([value = 0, least = 0, most = 0]) => Math.min(most, Math.max(least, value)),
  if: ([test = 0, then = 0, otherwise = 0]) => (test > 0 ? then : otherwise),
};

/** The value, or undefined where something it needs is missing. `read` gives what a reference means. */
export function evaluateFormula(formula: Formula, read: (ref: string) => unknown): number | undefined {
  if (typeof formula === 'number') return formula;
  if ('ref' in formula) {
    const value = read(formula.ref);
    return typeof value === 'number' && Number.isFinite(value) ? value : formula.default;
  }
  const values: number[] = [];
  for (const part of formula.of) {
    const value = evaluateFormula(part, read);
    if (value === undefined) return undefined;
    values.push(value);
  }
  const result = calculate[formula.op](values);
  return Number.isFinite(result) ? result : undefined;
}

/** The references of a formula, each once. */
export function referencesIn(formula: Formula): readonly string[] {
  if (typeof formula === 'number') return [];
  if ('ref' in formula) return [formula.ref];
  return [...new Set(formula.of.flatMap(referencesIn))];
}

/** What is wrong with its form, in words. */
export function formulaProblem(formula: Formula): string | undefined {
  let nodes = 0;
  const look = (part: Formula, depth: number): string | undefined => {
    nodes += 1;
    if (nodes > mostNodes) return `it has more than ${mostNodes} parts`;
    if (depth > deepest) return `it is more than ${deepest} levels deep`;
    if (typeof part === 'number' || 'ref' in part) return undefined;
    const [least, most] = operands[part.op];
    if (part.of.length < least || part.of.length > most)
      return `"${part.op}" takes ${least === most ? least : `${least} to ${most}`} values and has ${part.of.length}`;
    for (const each of part.of) {
      const problem = look(each, depth + 1);
      if (problem) return problem;
    }
    return undefined;
  };
  return look(formula, 1);
}
