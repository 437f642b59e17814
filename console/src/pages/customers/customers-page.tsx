import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { CustomerLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { usePaging } from '../../lists/paging.ts';
import { wordsOfCustomers as words } from '../../words/customers.ts';

type Customer = Answer<'/v1/customers'>['items'][number];
const LIMIT = 100;
/** A search that is typed is asked for when the typing pauses. */
const PAUSE_MS = 250;

const columns: readonly Column<Customer>[] = [
  {
    id: 'customer',
    title: words.columns.customer,
    cell: ({ id, userId, name }) => <CustomerLink id={id} userId={userId} name={name} />,
  },
  { id: 'email', title: words.columns.email, cell: ({ email }) => email ?? '–' },
  {
    id: 'found',
    title: words.columns.found,
    cell: ({ found }) => (found === null ? '–' : <Code canCopy={false}>{`${found.kind}: ${found.value}`}</Code>),
  },
  { id: 'runs', title: words.columns.runs, cell: ({ openRuns }) => openRuns, isNumber: true, width: '12ch' },
  { id: 'since', title: words.columns.since, cell: ({ createdAt }) => <Moment at={createdAt} />, width: '18ch' },
];

export function CustomersPage(): ReactNode {
  const { search, after } = useSearch({ from: '/customers' });
  const navigate = useNavigate({ from: '/customers' });
  const query = { limit: LIMIT, ...(search && { search }), ...(after && { after }) };
  const customers = useRead('/v1/customers', { query });
  const paging = usePaging(after, customers.data?.next);
  const items = customers.data?.items ?? [];
  const shown = search === undefined ? columns.filter(({ id }) => id !== 'found') : columns;
  const total = customers.data?.total;
  const ask = (text: string) => void navigate({ search: text === '' ? {} : { search: text }, replace: true });
  return (
    <Page
      title={words.title}
      meta={
        <>
          {total && <span>{words.total(total.count, total.isEstimate)}</span>}
          <Link to="/customer-values">{words.values}</Link>
        </>
      }
      filters={<Search value={search ?? ''} onChange={ask} />}
    >
      {customers.error && <Problem error={customers.error} onRetry={() => void customers.refetch()} />}
      {customers.isPending && <Skeleton rows={10} />}
      {customers.data && items.length === 0 && search === undefined && <Empty>{words.empty}</Empty>}
      {customers.data && items.length === 0 && search !== undefined && (
        <Empty action={<Button onPress={() => ask('')}>{words.showAll}</Button>}>{words.noHit(search)}</Empty>
      )}
      {items.length > 0 && (
        <Table label={words.list} columns={shown} rows={items} rowKey={({ id }) => id} paging={paging} />
      )}
    </Page>
  );
}

function Search({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className={css.search}>
      <TextField label={words.search} help={words.searchHelp} value={text} onChange={setText} type="search" />
    </div>
  );
}
