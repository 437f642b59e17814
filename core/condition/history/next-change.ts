import { compileTruth, rulesOf } from '../compile.ts';
import type { Condition, Scope } from '../schema.ts';
import { changeMoments, measuredIn } from './measures.ts';

/** Moments that are tried. Beyond, the next one is named without a look: who comes then looks and asks again. */
const MOST_LOOKS = 100;

/**
 * When the condition will next hold, or no longer, by itself: because something leaves a window, or a message becomes old
 * enough. Undefined: never, unless something happens. At that moment it has to be evaluated again; the answer is not
 * foretold, since much may happen before. `until`: a change at or after this moment is not looked for.
 */
export function nextChange(condition: Condition, scope: Scope, until?: number): number | undefined {
  const truth = compileTruth(condition);
  return nextChangeOf([condition], (at) => truth(at) === true, scope, until);
}

/** The same of any value that follows from these conditions. Values that are equal are the same. */
export function nextChangeOf(
  conditions: readonly Condition[],
  read: (scope: Scope) => unknown,
  scope: Scope,
  until = Number.POSITIVE_INFINITY,
): number | undefined {
  const { history } = scope;
  if (!history) return undefined;
  const moments = new Set<number>();
  for (const { rule } of conditions.flatMap((condition) => rulesOf(condition))) {
    const field = measuredIn(rule.field);
    if (field) for (const moment of changeMoments(field, rule.of, history)) if (moment < until) moments.add(moment);
  }
  if (moments.size === 0) return undefined;
  const present = read(scope);
  const inOrder = [...moments].sort((a, b) => a - b);
  return inOrder.find(
    (now, index) => index >= MOST_LOOKS || read({ ...scope, history: { ...history, now } }) !== present,
  );
}
