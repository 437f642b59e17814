import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../api/client.ts';
import { useRight } from '../../api/session.tsx';
import { Code, CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfSources as words } from '../../words/sources.ts';
import { Payloads } from './payloads.tsx';

/** As the configuration of the workspace declares it. */
interface DeclaredSource {
  readonly type: string;
  readonly secrets: readonly { readonly env: string }[];
  readonly calls: readonly { readonly call: string; readonly event?: string }[];
  readonly ready: boolean;
}
type SourceRow = DeclaredSource & { readonly name: string };

/** Whose webhooks become events, and what came of the last of them. */
export function SourcesPage(): ReactNode {
  const { source } = useSearch({ from: '/sources' });
  const workspace = useRead('/v1/workspace', {}, { refetchEveryMs: 30_000 });
  const mayLook = useRight('operate');
  const { data, error } = workspace;
  const declared = (data?.configuration.sources ?? {}) as Readonly<Record<string, DeclaredSource>>;
  const rows = Object.entries(declared).map(([name, each]) => ({ name, ...each }));
  const shown = rows.find(({ name }) => name === source) ?? rows[0];
  return (
    <Page title={words.title} meta={data && <span>{words.count(rows.length)}</span>}>
      {error && !data && <Problem error={error} onRetry={() => void workspace.refetch()} />}
      {workspace.isPending && <Skeleton rows={3} />}
      {data && rows.length === 0 && <Empty action={<CodeBlock>{words.emptyCommand}</CodeBlock>}>{words.empty}</Empty>}
      {rows.length > 0 && <Table label={words.list} columns={columns} rows={rows} rowKey={({ name }) => name} />}
      {shown && (
        <Section title={words.payloads(shown.name)}>
          <p className={css.note}>{words.payloadsNote}</p>
          {mayLook ? <Payloads source={shown.name} /> : <Empty>{words.noRight}</Empty>}
        </Section>
      )}
    </Page>
  );
}

const columns: readonly Column<SourceRow>[] = [
  {
    id: 'source',
    title: words.columns.source,
    cell: ({ name }) => (
      <Link to="/sources" search={{ source: name }}>
        {name}
      </Link>
    ),
  },
  { id: 'type', title: words.columns.type, cell: ({ type }) => words.types[type] ?? type },
  { id: 'calls', title: words.columns.calls, cell: callsOf },
  {
    id: 'secrets',
    title: words.columns.secrets,
    cell: ({ secrets }) => secrets.map(({ env }) => env).join(', '),
  },
  { id: 'address', title: words.columns.address, cell: ({ name }) => <Code>{`/v1/sources/${name}`}</Code> },
];

function callsOf({ calls, ready, type }: SourceRow): string {
  const own = calls.map(({ call, event }) => event ?? call);
  return [...new Set(own), ...(ready && type !== 'own' ? [words.ready] : [])].join(', ');
}
