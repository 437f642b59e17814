import type { Problem } from './problem.ts';

/**
 * Guards the checks behind it: schemas descend by recursion, so that JSON a hundred thousand levels deep would be a
 * stack overflow instead of a refusal. Counts without recursion, and stops at the first limit met.
 */
export function jsonTooLarge(
  json: unknown,
  limits: { readonly depth: number; readonly values: number },
): Problem | undefined {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 1 }];
  let values = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    values += 1;
    if (next.depth > limits.depth || values > limits.values) {
      const deep = next.depth > limits.depth;
      return {
        code: deep ? 'too-deep' : 'too-large',
        where: '(all)',
        problem: deep
          ? `It is nested deeper than ${limits.depth} levels.`
          : `It holds more than ${limits.values} values.`,
        remedy: deep ? 'Flatten what is nested.' : 'Split it, or say it more shortly.',
      };
    }
    if (next.value === null || typeof next.value !== 'object') continue;
    for (const member of Object.values(next.value)) open.push({ value: member, depth: next.depth + 1 });
  }
  return undefined;
}
