import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Code } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { wordsOfSettings } from '../../words/settings.ts';

const words = wordsOfSettings.audit;
const route = getRouteApi('/settings');
type Entry = Answer<'/v1/audit'>['items'][number];

/** Who changed what, the newest first. The page of it is in the address. */
export function AuditLog(): ReactNode {
  const { after } = route.useSearch();
  const navigate = route.useNavigate();
  const { history } = useRouter();
  const entries = useRead('/v1/audit', { query: { limit: 100, ...(after !== undefined && { after }) } });
  const { data } = entries;
  const { columns } = words;
  const next = data?.next ?? undefined;
  return (
    <Section title={words.title}>
      <p>{words.text}</p>
      {entries.error && <Problem error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending && <Skeleton />}
      {data?.items.length === 0 && <Empty>{words.empty}</Empty>}
      {data && data.items.length > 0 && (
        <Table
          label={words.title}
          isDense
          rows={data.items}
          rowKey={({ id }) => id}
          paging={{
            hasPrevious: after !== undefined,
            hasNext: next !== undefined,
            onPrevious: () => history.back(),
            onNext: () => next !== undefined && void navigate({ search: { tab: 'audit', after: next } }),
          }}
          columns={[
            { id: 'at', title: columns.at, cell: ({ at }) => <Moment at={at} /> },
            { id: 'who', title: columns.who, cell: ({ who }) => who ?? words.nobody },
            { id: 'operation', title: columns.operation, cell: ({ operation }) => operation },
            {
              id: 'target',
              title: columns.target,
              cell: ({ target }) => (target === null ? '–' : <Code>{target}</Code>),
            },
            { id: 'outcome', title: columns.outcome, cell: (entry) => <Outcome {...entry} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Outcome({ status, code }: Entry): ReactNode {
  if (status === null) return <Badge tone="doubt">{words.noOutcome}</Badge>;
  return status === 200 ? <Badge tone="ok">{words.done}</Badge> : <Badge tone="bad">{code ?? String(status)}</Badge>;
}
