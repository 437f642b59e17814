import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfPolicies as words } from '../../words/policies.ts';

type PolicyRow = Answer<'/v1/policies'>['items'][number];

export function PoliciesPage(): ReactNode {
  const policies = useRead('/v1/policies', {}, { refetchEveryMs: 30_000 });
  const { data, error } = policies;
  return (
    <Page title={words.title} meta={data && <span>{words.count(data.items.length)}</span>}>
      {error && !data && <Problem error={error} onRetry={() => void policies.refetch()} />}
      {policies.isPending && <Skeleton />}
      {data && data.items.length === 0 && (
        <Empty action={<CodeBlock>{words.emptyCommand}</CodeBlock>}>{words.empty}</Empty>
      )}
      {data && data.items.length > 0 && (
        <Table label={words.list} columns={columns} rows={data.items} rowKey={({ id }) => id} />
      )}
    </Page>
  );
}

const columns: readonly Column<PolicyRow>[] = [
  {
    id: 'policy',
    title: words.columns.policy,
    cell: ({ id, title, version }) => (
      <span className={css.named}>
        <Link to="/policies/$id" params={{ id }}>
          {title ?? id}
        </Link>
        <span className={css.note}>{`${id} ${words.version(version)}`}</span>
      </span>
    ),
  },
  { id: 'rank', title: words.columns.rank, cell: ({ rank }) => words.ranks[rank] ?? rank },
  {
    id: 'candidates',
    title: words.columns.candidates,
    isNumber: true,
    cell: ({ candidates }) => <Amount value={candidates} />,
  },
  {
    id: 'learned',
    title: words.columns.learned,
    cell: ({ rank, state }) => (rank === 'thompson' || rank === 'linear' ? words.state(state) : '–'),
  },
  { id: 'updated', title: words.columns.updated, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
];
