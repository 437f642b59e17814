import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { wordsOfExperiments as words } from '../../words/experiments.ts';
import css from './experiments.module.css';
import { VerdictBadge } from './verdict.tsx';

type ExperimentRow = Answer<'/v1/experiments'>['items'][number];

export function ExperimentsPage(): ReactNode {
  const experiments = useRead('/v1/experiments', {}, { refetchEveryMs: 30_000 });
  const { data, error } = experiments;
  return (
    <Page title={words.title} meta={data && <span>{words.count(data.items.length)}</span>}>
      {error && !data && <Problem error={error} onRetry={() => void experiments.refetch()} />}
      {experiments.isPending && <Skeleton />}
      {data && data.items.length === 0 && <Empty>{words.empty}</Empty>}
      {data && data.items.length > 0 && (
        <Table label={words.list} columns={columns} rows={data.items} rowKey={({ id }) => id} />
      )}
    </Page>
  );
}

const columns: readonly Column<ExperimentRow>[] = [
  {
    id: 'experiment',
    title: words.columns.experiment,
    cell: ({ id, title, kind, endedAt }) => (
      <span className={css.experiment}>
        <Link to="/experiments/$id" params={{ id }}>
          {title === null ? id : `${title}: ${id}`}
        </Link>
        <span className={css.meta}>
          {words.kinds[kind]}
          {endedAt === null ? '' : ` · ${words.ended}`}
        </span>
      </span>
    ),
  },
  {
    id: 'state',
    title: words.columns.state,
    cell: ({ verdict, leading }) => <VerdictBadge verdict={verdict} leading={leading} />,
  },
  {
    id: 'customers',
    title: words.columns.customers,
    isNumber: true,
    cell: ({ arms }) => <Amount value={arms.reduce((sum, { exposed }) => sum + exposed, 0)} />,
  },
  { id: 'words', title: words.columns.words, cell: (experiment) => experiment.words },
  { id: 'since', title: words.columns.since, cell: ({ startedAt }) => <Moment at={startedAt} /> },
];
