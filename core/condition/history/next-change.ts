import { compileTruth, rulesOf } from '../compile.ts';
import type { Condition, Scope } from '../schema.ts';
import { changeMoments, measuredIn } from './measures.ts';

/** Moments that are tried. Beyond, the next one is named without a look: who comes then looks and asks again. */
const MOST_LOOKS = 100;

/**
 * When the condition will next hold, or no longer, by itself: because something leaves a window, or a message becomes old
 * enough. Undefined: never, unless something happens. At that moment it has to be evaluated again; the answer is not
 * foretold, since much may happen before.
 */
export function nextChange(condition: Condition, scope: Scope): number | undefined {
  const { history } = scope;
  if (!history) return undefined;
  const moments = new Set<number>();
  for (const { rule } of rulesOf(condition)) {
    const field = measuredIn(rule.field);
    if (field) for (const moment of changeMoments(field, rule.of, history)) moments.add(moment);
  }
  if (moments.size === 0) return undefined;
  const truth = compileTruth(condition);
  const holdsNow = truth(scope) === true;
  const inOrder = [...moments].sort((a, b) => a - b);
  return inOrder.find(
    (now, index) => index >= MOST_LOOKS || (truth({ ...scope, history: { ...history, now } }) === true) !== holdsNow,
  );
}
