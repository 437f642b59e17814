import type { ReactNode } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import type { StepId } from '../../../../../core/journey/definition/index.ts';
import { Dialog } from '../../../design/dialog.tsx';
import css from '../../../journey/edit/edit.module.css';
import { wordsOfEditor as words } from '../../../words/editor.ts';

/** The step that a finding is about. */
export function stepIn({ where }: Finding): StepId | undefined {
  return /^steps\.([^.[]+)/.exec(where)?.[1];
}

/** All that the publish check says; one leads to its step. */
export function ProblemList({
  problems,
  isOpen,
  onClose,
  onStep,
}: {
  readonly problems: readonly Finding[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onStep: (step: StepId) => void;
}): ReactNode {
  return (
    <Dialog title={words.problemList} isOpen={isOpen} onClose={onClose}>
      {problems.length === 0 && <p>{words.noProblems}</p>}
      <ul className={css.problems}>
        {problems.map((problem) => {
          const step = stepIn(problem);
          return (
            <li key={`${problem.where} ${problem.code} ${problem.problem}`} data-severity={problem.severity}>
              {step === undefined ? (
                <strong>{problem.where}</strong>
              ) : (
                <button type="button" onClick={() => onStep(step)}>
                  {problem.where}
                </button>
              )}
              <p>
                {problem.problem} {problem.remedy}
              </p>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
