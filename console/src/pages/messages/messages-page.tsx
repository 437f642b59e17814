import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, type Input, useRead } from '../../api/client.ts';
import { StateBadge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { type Chip, Chips } from '../../lists/chips.tsx';
import { CustomerLink, MessageLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { NameFilter } from '../../lists/name-filter.tsx';
import { usePaging } from '../../lists/paging.ts';
import { useWindow } from '../../lists/windows.ts';
import { wordsOfLists } from '../../words/lists.ts';
import { wordsOfMessages as words } from '../../words/messages.ts';
import { messageFilters } from './filter-names.ts';

type Message = Answer<'/v1/messages'>['items'][number];
type Name = (typeof messageFilters)[number];
type Search = { readonly [N in Name | 'created' | 'after']?: string };
type Changed = Partial<Record<keyof Search, string | undefined>>;
const LIMIT = 100;

const columns: readonly Column<Message>[] = [
  {
    id: 'template',
    title: words.columns.template,
    cell: ({ id, template }) => <MessageLink id={id}>{template}</MessageLink>,
  },
  {
    id: 'customer',
    title: words.columns.customer,
    cell: ({ customerId, userId }) => <CustomerLink id={customerId} userId={userId} />,
  },
  {
    id: 'journey',
    title: words.columns.journey,
    cell: ({ journey, step }) => [journey, step].filter((part) => part !== null).join(' · ') || '–',
  },
  { id: 'channel', title: words.columns.channel, cell: ({ channel }) => channel },
  { id: 'state', title: words.columns.state, cell: ({ state }) => <StateBadge state={state} /> },
  { id: 'why', title: words.columns.why, cell: (message) => message.why ?? engagementOf(message) },
  { id: 'at', title: words.columns.at, cell: ({ createdAt }) => <Moment at={createdAt} />, width: '18ch' },
];

function engagementOf({ deliveredAt, openedAt, clickedAt }: Message): string {
  const { delivered, opened, clicked } = words.engagement;
  const signs = [deliveredAt && delivered, openedAt && opened, clickedAt && clicked];
  return signs.filter(Boolean).join(', ');
}

export function MessagesPage(): ReactNode {
  const search = useSearch({ from: '/messages' }) as Search;
  const navigate = useNavigate({ from: '/messages' });
  const query = useQuery(search);
  const { after } = search;
  const input = { query: { ...query, limit: LIMIT, ...(after && { after }) } } as Input<'/v1/messages', 'get'>;
  const messages = useRead('/v1/messages', input, { refetchEveryMs: 10_000 });
  const paging = usePaging(after, messages.data?.next);
  const change = (changed: Changed) =>
    void navigate({ search: (before) => ({ ...before, after: undefined, ...changed }) as Search });
  const items = messages.data?.items ?? [];
  const isFiltered = Object.keys(query).length > 0;
  return (
    <Page title={words.title} filters={<Filters search={search} change={change} />}>
      <Chips chips={chipsOf(search, (name) => change({ [name]: undefined }))} />
      {messages.error && <Problem error={messages.error} onRetry={() => void messages.refetch()} />}
      {messages.isPending && <Skeleton rows={10} />}
      {messages.data && items.length === 0 && !isFiltered && <Empty>{words.empty}</Empty>}
      {messages.data && items.length === 0 && isFiltered && (
        <Empty action={<Button onPress={() => void navigate({ search: {} })}>{words.loosen}</Button>}>
          {words.noHit}
        </Empty>
      )}
      {items.length > 0 && (
        <Table label={words.list} columns={columns} rows={items} rowKey={({ id }) => id} paging={paging} />
      )}
    </Page>
  );
}

function useQuery(search: Search): Readonly<Record<string, string>> {
  const since = useWindow(search.created);
  const found: Record<string, string> = {};
  for (const name of messageFilters) {
    const value = search[name];
    if (value !== undefined) found[name] = value;
  }
  return { ...found, ...(since !== undefined && { createdAfter: since }) };
}

/** Filters without a field of their own. */
function chipsOf(search: Search, remove: (name: Name) => void): readonly Chip[] {
  const told = words.filters;
  const texts = {
    step: told.step,
    run: told.run,
    customer: told.customer,
    userId: told.userId,
    createdAfter: told.createdAfter,
    createdBefore: told.createdBefore,
  };
  return (Object.keys(texts) as (keyof typeof texts)[]).flatMap((name) => {
    const value = search[name];
    return value === undefined ? [] : [{ id: name, text: texts[name](value), onRemove: () => remove(name) }];
  });
}

function Filters({
  search,
  change,
}: {
  readonly search: Search;
  readonly change: (changed: Changed) => void;
}): ReactNode {
  const names = useRead('/v1/names', {});
  const { label: _entered, ...windows } = wordsOfLists.windows;
  return (
    <>
      <div className={css.filter}>
        <Select
          label={words.filters.state}
          choices={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
          value={search.state ?? ''}
          onChange={(state) => change({ state: state || undefined })}
        />
      </div>
      <NameFilter
        label={words.filters.rule}
        names={names.data?.rules}
        value={search.rule}
        onChange={(rule) => change({ rule })}
      />
      <NameFilter
        label={words.filters.journey}
        names={names.data?.journeys.map(({ id }) => id)}
        value={search.journey}
        onChange={(journey) => change({ journey })}
      />
      <NameFilter
        label={words.filters.channel}
        names={names.data?.channels}
        value={search.channel}
        onChange={(channel) => change({ channel })}
      />
      <NameFilter
        label={words.filters.template_}
        names={names.data?.templates.map(({ id }) => id)}
        value={search.template}
        onChange={(template) => change({ template })}
      />
      <div className={css.filter}>
        <Select
          label={words.filters.created}
          choices={Object.entries(windows).map(([value, label]) => ({ value, label }))}
          value={search.created ?? ''}
          onChange={(created) => change({ created: created || undefined })}
        />
      </div>
    </>
  );
}
