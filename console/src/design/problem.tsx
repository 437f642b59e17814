import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api-problem.ts';
import { wordsOfDesign as words } from '../words/design.ts';
import { Button } from './button.tsx';
import { Code } from './code.tsx';
import css from './states.module.css';

/** What went wrong, as the API says it: what, what to do, where, and the id of its log line. The rest of the page lives on. */
export function Problem({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <div role="alert" className={css.problem}>
      <OctagonAlert aria-hidden="true" />
      <div className={css.problemBody}>
        <p className={css.problemTitle}>{problem?.title ?? error.message}</p>
        {problem?.remedy !== undefined && <p>{problem.remedy}</p>}
        {problem?.problems.slice(1).map((each) => (
          <p key={`${each.where}${each.problem}`}>{`${each.problem}. ${each.remedy ?? ''}`}</p>
        ))}
        <p className={css.problemPlace}>
          {problem?.where !== undefined && (
            <span>
              {words.problem.where} <Code>{problem.where}</Code>
            </span>
          )}
          {problem?.errorId !== undefined && (
            <span>
              {words.problem.errorId} <Code>{problem.errorId}</Code>
            </span>
          )}
        </p>
      </div>
      {onRetry !== undefined && (
        <Button isSmall onPress={onRetry}>
          {words.problem.tryAgain}
        </Button>
      )}
    </div>
  );
}
