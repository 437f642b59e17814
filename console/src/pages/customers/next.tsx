import { type ReactNode, useState } from 'react';
import type { Answer } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { RunLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfCustomers as words } from '../../words/customers.ts';
import { wordsOfRuns } from '../../words/runs.ts';
import { Ahead } from '../runs/ahead.tsx';
import { ExitDialog } from '../runs/exit-dialog.tsx';

/** What comes in each open run, and the way out of it. */
export function Next({
  ahead: { runs, at },
  zone,
}: {
  readonly ahead: Answer<'/v1/customers/{id}/ahead'>;
  readonly zone: string | undefined;
}): ReactNode {
  const [exiting, setExiting] = useState<string>();
  if (runs.length === 0) return <p className={css.note}>{words.nextNone}</p>;
  return (
    <>
      {runs.map((run) => (
        <div key={run.id} className={css.runAhead}>
          <div className={css.runAheadHead}>
            <RunLink id={run.id}>{`${run.title}${run.key === null ? '' : ` (${run.key})`}`}</RunLink>
            <WithRight right="support">
              <Button isSmall onPress={() => setExiting(run.id)}>
                {wordsOfRuns.run.exit}
              </Button>
            </WithRight>
          </div>
          <Ahead run={run} now={at} {...(zone !== undefined && { zone })} />
        </div>
      ))}
      <p className={css.note}>{words.nextNote}</p>
      {exiting !== undefined && <ExitDialog id={exiting} onClose={() => setExiting(undefined)} />}
    </>
  );
}
