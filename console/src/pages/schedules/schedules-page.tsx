import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { StateBadge } from '../../design/badge.tsx';
import { Empty } from '../../design/empty.tsx';
import { formatCount } from '../../design/format.ts';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfSchedules as words } from '../../words/schedules.ts';

type Schedule = Answer<'/v1/schedules'>['items'][number];
type Wave = Answer<'/v1/waves'>['items'][number];

/** By which schedules customers enter, when next, and how far their waves have come. */
export function SchedulesPage(): ReactNode {
  const schedules = useRead('/v1/schedules', { query: {} }, { refetchEveryMs: 30_000 });
  const waves = useRead('/v1/waves', { query: {} }, { refetchEveryMs: 5_000 });
  return (
    <Page title={words.title}>
      <Section title={words.schedules}>
        {schedules.error && !schedules.data && (
          <Problem error={schedules.error} onRetry={() => void schedules.refetch()} />
        )}
        {schedules.isPending && <Skeleton rows={3} />}
        {schedules.data?.items.length === 0 && <Empty>{words.empty}</Empty>}
        {schedules.data && schedules.data.items.length > 0 && (
          <Table
            label={words.schedules}
            columns={scheduleColumns}
            rows={schedules.data.items}
            rowKey={({ journey, schedule }) => `${journey} ${schedule}`}
          />
        )}
      </Section>
      <Section title={words.waves}>
        {waves.error && !waves.data && <Problem error={waves.error} onRetry={() => void waves.refetch()} />}
        {waves.isPending && <Skeleton rows={3} />}
        {waves.data?.items.length === 0 && <Empty>{words.noWaves}</Empty>}
        {waves.data && waves.data.items.length > 0 && (
          <Table
            label={words.waves}
            columns={waveColumns}
            rows={waves.data.items}
            rowKey={({ journey, schedule, zone, date }) => `${journey} ${schedule} ${zone} ${date}`}
            isDense
            hasNoKeys
          />
        )}
      </Section>
    </Page>
  );
}

function JourneyLink({ id }: { readonly id: string }): ReactNode {
  return (
    <Link to="/journeys/$id" params={{ id }}>
      {id}
    </Link>
  );
}

const scheduleColumns: readonly Column<Schedule>[] = [
  { id: 'journey', title: words.columns.journey, cell: ({ journey }) => <JourneyLink id={journey} /> },
  { id: 'schedule', title: words.columns.schedule, cell: ({ schedule }) => schedule },
  { id: 'when', title: words.columns.when, cell: ({ words: when }) => when },
  {
    id: 'next',
    title: words.columns.next,
    cell: ({ next }) => (next === null ? words.notAgain : <Moment at={next} />),
  },
  { id: 'zones', title: words.columns.zones, cell: ({ zones }) => <Zones zones={zones} /> },
];

function Zones({ zones }: { readonly zones: Schedule['zones'] }): ReactNode {
  const [first, ...others] = zones;
  if (!first) return '–';
  if (others.length === 0) return first.zone;
  return (
    <details>
      <summary>{words.zones(zones.length)}</summary>
      <ul>
        {zones.map(({ zone, next }) => (
          <li key={zone} className={css.whole}>
            {zone}: {next === null ? words.notAgain : <Moment at={next} zone={zone} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

const waveColumns: readonly Column<Wave>[] = [
  {
    id: 'wave',
    title: words.waveColumns.wave,
    cell: ({ journey, schedule, zone, date }) => (
      <span className={css.named}>
        <JourneyLink id={journey} />
        <span className={css.note}>{`${schedule}, ${date}, ${zone}`}</span>
      </span>
    ),
  },
  { id: 'due', title: words.waveColumns.due, cell: ({ dueAt }) => <Moment at={dueAt} /> },
  {
    id: 'state',
    title: words.waveColumns.state,
    cell: ({ state, reason }) => (
      <>
        <StateBadge state={state} /> {reason !== null && <span className={css.note}>{words.reasons[reason]}</span>}
      </>
    ),
  },
  {
    id: 'progress',
    title: words.waveColumns.progress,
    cell: ({ asked, entered }) => words.progress(formatCount(asked), formatCount(entered)),
  },
  {
    id: 'rate',
    title: words.waveColumns.rate,
    isNumber: true,
    cell: ({ perMinute }) => words.perMinute(formatCount(perMinute)),
  },
  {
    id: 'segment',
    title: words.waveColumns.segment,
    cell: ({ segment }) =>
      segment === null ? (
        words.everybody
      ) : (
        <Link to="/segments/$id" params={{ id: segment }}>
          {segment}
        </Link>
      ),
  },
  {
    id: 'finished',
    title: words.waveColumns.finished,
    cell: ({ finishedAt }) => (finishedAt === null ? '–' : <Moment at={finishedAt} />),
  },
];
