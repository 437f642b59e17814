import { useEffect, useRef } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import type { StepId } from '../../../../../core/journey/definition/index.ts';
import type { DraftEditing } from '../../../journey/edit/use-draft.ts';
import { stepIn } from './problem-list.tsx';

/** Keys with a modifier: undo, redo, publish; and F8, which goes to the next problem. */
export function useEditKeys({
  draft,
  mayPublish,
  onPublish,
  problems,
  onStep,
  at,
}: {
  readonly draft: DraftEditing;
  readonly mayPublish: boolean;
  readonly onPublish: () => void;
  readonly problems: readonly Finding[];
  readonly onStep: (step: StepId) => void;
  readonly at: StepId | undefined;
}): void {
  const latest = useRef({ draft, mayPublish, onPublish, problems, onStep, at });
  latest.current = { draft, mayPublish, onPublish, problems, onStep, at };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const now = latest.current;
      const isField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      const hasModifier = event.metaKey || event.ctrlKey;
      if (event.key === 'F8') {
        const steps = now.problems.flatMap((problem) => stepIn(problem) ?? []);
        const next = steps[(steps.lastIndexOf(now.at ?? '') + 1) % Math.max(1, steps.length)];
        if (next !== undefined) now.onStep(next);
      } else if (hasModifier && event.key === 'Enter' && now.mayPublish) now.onPublish();
      else if (hasModifier && event.key.toLowerCase() === 'z' && !isField)
        (event.shiftKey ? now.draft.redo : now.draft.undo)();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
