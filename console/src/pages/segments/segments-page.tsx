import { Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRead } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Amount } from '../../design/amount.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { useKeys } from '../../keys/keys.ts';
import { wordsOfSegments as words } from '../../words/segments.ts';
import { kindOfSegment, type Segment, SegmentState } from './segment-state.tsx';

const columns: readonly Column<Segment>[] = [
  {
    id: 'segment',
    title: words.columns.segment,
    cell: ({ id, definition }) => (
      <Link to="/segments/$id" params={{ id }}>
        {definition.title ?? id}
      </Link>
    ),
  },
  { id: 'kind', title: words.columns.kind, cell: (segment) => words.kinds[kindOfSegment(segment)] },
  {
    id: 'members',
    title: words.columns.members,
    cell: ({ members, definition }) => <Amount value={definition.trait === undefined ? members : undefined} />,
    isNumber: true,
    width: '12ch',
  },
  { id: 'fill', title: words.columns.fill, cell: (segment) => <SegmentState segment={segment} /> },
  { id: 'owner', title: words.columns.owner, cell: ({ definition }) => definition.owner ?? '–' },
  { id: 'updated', title: words.columns.updated, cell: ({ updatedAt }) => <Moment at={updatedAt} />, width: '18ch' },
];

export function SegmentsPage(): ReactNode {
  const segments = useRead('/v1/segments', {}, { refetchEveryMs: 10_000 });
  const items = segments.data?.items ?? [];
  return (
    <Page
      title={words.title}
      actions={
        <WithRight right="publish">
          <Create />
        </WithRight>
      }
    >
      {segments.error && <Problem error={segments.error} onRetry={() => void segments.refetch()} />}
      {segments.isPending && <Skeleton rows={6} />}
      {segments.data && items.length === 0 && <Empty>{words.empty}</Empty>}
      {items.length > 0 && <Table label={words.list} columns={columns} rows={items} rowKey={({ id }) => id} />}
    </Page>
  );
}

function Create(): ReactNode {
  const navigate = useNavigate();
  const open = () => void navigate({ to: '/new-segment' });
  useKeys([{ keys: 'n', what: words.create, act: open }]);
  return (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={open}>
      {words.create}
    </Button>
  );
}
