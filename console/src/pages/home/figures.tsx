import type { ReactNode } from 'react';
import { latencyInWords } from '../../../../core/status/latency-words.ts';
import type { Answer } from '../../api/client.ts';
import { formatCount, formatDuration } from '../../design/format.ts';
import { wordsOfHome as words } from '../../words/home.ts';
import css from './home.module.css';

function percentiles(latency: { readonly p50Ms: number; readonly p99Ms: number } | null): string {
  return latency === null ? words.figures.none : `${latencyInWords(latency.p50Ms)} / ${latencyInWords(latency.p99Ms)}`;
}

/** Figures of now and of the last hour. */
export function Figures({ status }: { status: Answer<'/v1/status'> }): ReactNode {
  const { openRuns, events, messages, backlog, latencies } = status;
  const oldest = backlog.oldestInputAgeMs;
  const figures = [
    [words.figures.open, formatCount(openRuns.total, openRuns.estimated)],
    [words.figures.events, formatCount(events.lastHour)],
    [words.figures.messages, formatCount(messages.reduce((sum, each) => sum + each.messages, 0))],
    [words.figures.clickToAcceptance, percentiles(latencies.clickToAcceptance)],
    [words.figures.acceptanceToProvider, percentiles(latencies.acceptanceToProvider)],
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
