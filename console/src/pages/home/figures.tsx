import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { formatCount, formatDuration } from '../../design/format.ts';
import { wordsOfHome as words } from '../../words/home.ts';
import css from './home.module.css';

/** Four figures of now. */
export function Figures({ status }: { status: Answer<'/v1/status'> }): ReactNode {
  const { openRuns, events, messages, backlog } = status;
  const oldest = backlog.oldestInputAgeMs;
  const figures = [
    [words.figures.open, formatCount(openRuns.total, openRuns.estimated)],
    [words.figures.events, formatCount(events.lastHour)],
    [words.figures.messages, formatCount(messages.reduce((sum, each) => sum + each.messages, 0))],
    [words.figures.oldestInput, oldest === null ? words.figures.none : formatDuration(oldest)],
  ] as const;
  return (
    <dl className={css.figures}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={css.figure}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
