import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Moment } from '../../design/moment.tsx';
import { RunLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfPolicies } from '../../words/policies.ts';

type Decision = Answer<'/v1/policies/{id}/decisions'>['items'][number];
const words = wordsOfPolicies.one;

/** Decisions, each in sentences: what was chosen, what could not be, what was expected, and why. */
export function DecisionList({ decisions }: { readonly decisions: readonly Decision[] }): ReactNode {
  return (
    <ol className={css.story}>
      {decisions.map(({ run, customerId, visit, step, decidedAt, words: sentences, void: unlearned }) => (
        <li key={`${run} ${visit}`}>
          <Moment at={decidedAt} />
          <div>
            <p className={css.note}>
              <RunLink id={run}>{words.decidedIn(step)}</RunLink>
              {customerId !== null && (
                <>
                  {', '}
                  <Link to="/customers/$id" params={{ id: customerId }}>
                    {words.decidedOf}
                  </Link>
                </>
              )}
            </p>
            <p>{sentences.join(' ')}</p>
            {unlearned !== null && <p className={css.note}>{words.notLearned(unlearned)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
