import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Chart } from '../../design/chart.tsx';
import type { Point, Series } from '../../design/chart-data.ts';
import { Card } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { wordsOfHome as words } from '../../words/home.ts';
import css from './home.module.css';

const MINUTES = 60;
const AGAIN_MS = 15_000;
const HEIGHT = 180;

type Buckets = Answer<'/v1/history'>;

/** Messages and events of the last hour, by the minute. */
export function LastHour(): ReactNode {
  const { data, error, refetch } = useRead(
    '/v1/history',
    { query: { minutes: MINUTES } },
    { refetchEveryMs: AGAIN_MS },
  );
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={HEIGHT} />;
  return (
    <div className={css.columns}>
      <Card>
        <Chart
          kind="stacked-bars"
          title={words.charts.messages}
          series={messageSeries}
          points={messagesByMinute(data)}
        />
      </Card>
      <Card>
        <Chart kind="stacked-bars" title={words.charts.events} series={eventSeries} points={eventsByMinute(data)} />
      </Card>
    </div>
  );
}

const messageSeries: readonly Series[] = [
  { id: 'accepted', label: words.charts.states.accepted, color: 'ok' },
  { id: 'waiting', label: words.charts.states.waiting, color: 'wait' },
  { id: 'blocked', label: words.charts.states.blocked, color: 'ink-3' },
  { id: 'failed', label: words.charts.states.failed, color: 'bad' },
  { id: 'unknown', label: words.charts.states.unknown, color: 'doubt' },
  { id: 'observed', label: words.charts.states.observed, color: 'line-strong' },
];
const eventSeries: readonly Series[] = [{ id: 'events', label: words.charts.accepted, color: 'accent' }];

/** Ten states of a message make six things that people tell apart. */
const seriesOfState: Readonly<Record<Buckets['messages'][number]['state'], string>> = {
  accepted: 'accepted',
  requested: 'waiting',
  claimed: 'waiting',
  sending: 'waiting',
  deferred: 'waiting',
  blocked: 'blocked',
  'failed-temporarily': 'failed',
  'failed-permanently': 'failed',
  unknown: 'unknown',
  observed: 'observed',
};

function messagesByMinute(buckets: Buckets): Point[] {
  return minutesOf(buckets, buckets.messages, (values, { state, messages }) => {
    const series = seriesOfState[state];
    values[series] = (values[series] ?? 0) + messages;
  });
}

function eventsByMinute(buckets: Buckets): Point[] {
  return minutesOf(buckets, buckets.events, (values, { events }) => {
    values.events = (values.events ?? 0) + events;
  });
}

/** The API leaves empty minutes out; a chart must not. */
function minutesOf<Row extends { readonly at: string }>(
  { now, bucketMs }: Buckets,
  rows: readonly Row[],
  add: (values: Record<string, number>, row: Row) => void,
): Point[] {
  const last = Math.floor(Date.parse(now) / bucketMs) * bucketMs;
  const count = Math.round((MINUTES * 60_000) / bucketMs);
  const values = new Map<number, Record<string, number>>();
  for (let index = count - 1; index >= 0; index -= 1) values.set(last - index * bucketMs, {});
  for (const row of rows) {
    const bucket = values.get(Math.floor(Date.parse(row.at) / bucketMs) * bucketMs);
    if (bucket) add(bucket, row);
  }
  return [...values].map(([at, each]) => ({ at, values: each, isUnfinished: at === last }));
}
