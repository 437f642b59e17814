import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Moment } from '../../design/moment.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfRuns } from '../../words/runs.ts';

type RunAhead = NonNullable<Answer<'/v1/runs/{id}/ahead'>['run']>;
const words = wordsOfRuns.run;

export interface AheadLine {
  readonly key: string;
  readonly at: string;
  readonly text: string;
}

/** What comes in a run, line by line. Where it is already is left out, but for when it leaves. */
export function linesAhead(run: RunAhead, now: string): readonly AheadLine[] {
  const lines = run.visits.flatMap(({ visit, title, doing, arrivedAt, leftAt, path, way, message }): AheadLine[] => {
    const line = (key: string, at: string, text: string) => ({ key: `${run.id} ${visit} ${key}`, at, text });
    const arrives = arrivedAt >= now ? [line('arrives', arrivedAt, words.arrives(title, doing))] : [];
    if (message) {
      const { template, channel, result, text } = message;
      const told = result === 'accepted' ? words.sends(template, channel) : words.blocks(template, text ?? '');
      return [...arrives, line('message', leftAt ?? arrivedAt, told)];
    }
    const tells = leftAt !== null && (leftAt !== arrivedAt || way !== null);
    return [...arrives, ...(tells ? [line('leaves', leftAt, words.leaves(title, path ?? 'next', way ?? ''))] : [])];
  });
  const end = run.end ? [{ key: `${run.id} end`, at: run.end.at, text: words.nextEnds(run.end.reason) }] : [];
  const more = run.goesOnAt === null ? [] : [{ key: `${run.id} more`, at: run.goesOnAt, text: words.nextGoesOn }];
  return [...lines, ...end, ...more];
}

export function Ahead({
  run,
  now,
  zone,
}: {
  readonly run: RunAhead;
  readonly now: string;
  readonly zone?: string;
}): ReactNode {
  const lines = linesAhead(run, now);
  return (
    <>
      {run.isObserved && <p className={css.note}>{words.nextObserved}</p>}
      {run.isStuck && <p className={css.note}>{words.nextStuck}</p>}
      {run.problem !== null && <p>{run.problem}</p>}
      {run.problem === null && lines.length === 0 && <p>{words.nextNothing}</p>}
      <ol className={css.story}>
        {lines.map(({ key, at, text }) => (
          <li key={key} data-ahead="">
            <Moment at={at} {...(zone !== undefined && { zone })} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
