import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Badge } from '../../design/badge.tsx';
import { CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Row } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import css from '../../lists/lists.module.css';
import { usePaging } from '../../lists/paging.ts';
import { wordsOfImports as words } from '../../words/imports.ts';
import { ImportProgress, ImportState } from './import-state.tsx';

type ImportRow = Answer<'/v1/imports'>['items'][number];

export function ImportsPage(): ReactNode {
  const { after } = useSearch({ from: '/imports' });
  const imports = useRead('/v1/imports', { query: after === undefined ? {} : { after } }, { refetchEveryMs: 3_000 });
  const { data, error } = imports;
  const paging = usePaging(after, data?.next);
  return (
    <Page title={words.title}>
      {error && !data && <Problem error={error} onRetry={() => void imports.refetch()} />}
      {imports.isPending && <Skeleton />}
      {data && data.items.length === 0 && (
        <Empty action={<CodeBlock>{words.emptyCommand}</CodeBlock>}>{words.empty}</Empty>
      )}
      {data && data.items.length > 0 && (
        <Table label={words.list} columns={columns} rows={data.items} rowKey={({ id }) => id} paging={paging} />
      )}
    </Page>
  );
}

const columns: readonly Column<ImportRow>[] = [
  {
    id: 'file',
    title: words.columns.file,
    cell: ({ id, file, kind, isLive }) => (
      <span className={css.named}>
        <Link to="/imports/$id" params={{ id }}>
          {file}
        </Link>
        <span className={css.note}>{isLive ? `${kind}, ${words.live}` : kind}</span>
      </span>
    ),
  },
  { id: 'state', title: words.columns.state, cell: ({ state }) => <ImportState state={state} /> },
  {
    id: 'progress',
    title: words.columns.progress,
    cell: (each) => (
      <Row>
        <ImportProgress of={each} />
      </Row>
    ),
  },
  {
    id: 'failed',
    title: words.columns.failed,
    isNumber: true,
    cell: ({ failed }) => (failed === 0 ? <Amount value={0} /> : <Badge tone="bad">{failed.toLocaleString()}</Badge>),
  },
  { id: 'warned', title: words.columns.warned, isNumber: true, cell: ({ warned }) => <Amount value={warned} /> },
  { id: 'entered', title: words.columns.entered, isNumber: true, cell: ({ entered }) => <Amount value={entered} /> },
  {
    id: 'started',
    title: words.columns.started,
    cell: ({ startedAt, startedBy }) => (
      <span className={css.named}>
        <Moment at={startedAt} />
        <span className={css.note}>{words.by(startedBy)}</span>
      </span>
    ),
  },
  {
    id: 'ended',
    title: words.columns.ended,
    cell: ({ endedAt }) => (endedAt === null ? '–' : <Moment at={endedAt} />),
  },
];
