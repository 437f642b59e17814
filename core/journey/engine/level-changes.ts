import { getExitKind, getInterruptKind } from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';
import { getStep, type TurnDraft } from './turn-draft.ts';

/**
 * When a condition that acts by itself will next change though nothing happens, because it looks at a window of time.
 * Undefined: never.
 */
export function nextLevelChange(draft: TurnDraft): number | undefined {
  if (draft.tokens.length === 0 || !draft.facts.history) return undefined;
  const { exit = [], on = [] } = draft.definition;
  const levels = [
    ...exit.map((rule) => getExitKind(rule).level(rule)),
    ...on.map((rule) => getInterruptKind(rule).level(rule)),
    ...draft.tokens.flatMap((token) => {
      const step = getStep(draft, token.step);
      return typeOf(step).levels?.(step) ?? [];
    }),
  ];
  const changes = levels.flatMap((level) => (level && draft.turn.nextChange(level)) ?? []);
  return changes.length === 0 ? undefined : Math.min(...changes);
}
