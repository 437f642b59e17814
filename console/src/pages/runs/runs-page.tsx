import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { StateBadge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Chips } from '../../lists/chips.tsx';
import { RunLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { NameFilter } from '../../lists/name-filter.tsx';
import { usePaging } from '../../lists/paging.ts';
import { wordsOfLists } from '../../words/lists.ts';
import { wordsOfRuns as words } from '../../words/runs.ts';
import type { BulkAct } from './bulk.tsx';
import { chipsOf, type RunSearch, useRunQuery } from './run-filters.ts';

/** Loaded when somebody acts on many runs. */
const BulkDialog = lazy(() => import('./bulk.tsx').then((file) => ({ default: file.BulkDialog })));
const BulkProgress = lazy(() => import('./bulk.tsx').then((file) => ({ default: file.BulkProgress })));

type Run = Answer<'/v1/runs'>['items'][number];
const LIMIT = 100;

const columns: readonly Column<Run>[] = [
  {
    id: 'customer',
    title: words.columns.customer,
    cell: ({ id, userId, customerId }) => <RunLink id={id}>{userId ?? `${customerId.slice(0, 13)}…`}</RunLink>,
    width: '20ch',
  },
  {
    id: 'journey',
    title: words.columns.journey,
    cell: ({ journey, version, key }) => `${journey} v${version}${key === null ? '' : ` (${key})`}`,
  },
  { id: 'state', title: words.columns.state, cell: (run) => <RunState run={run} />, width: '22ch' },
  { id: 'now', title: words.columns.now, cell: ({ label, endReason }) => endReason ?? (label || words.notBegun) },
  { id: 'entered', title: words.columns.entered, cell: ({ enteredAt }) => <Moment at={enteredAt} />, width: '18ch' },
];

function RunState({ run: { status, stuckErrorCode } }: { readonly run: Run }): ReactNode {
  return (
    <span className={css.whole}>
      <StateBadge state={status} /> {stuckErrorCode !== null && <span className={css.note}>{stuckErrorCode}</span>}
    </span>
  );
}

export function RunsPage(): ReactNode {
  const search = useSearch({ from: '/runs' }) as RunSearch;
  const navigate = useNavigate({ from: '/runs' });
  const query = useRunQuery(search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [act, setAct] = useState<BulkAct>();
  const refetchEveryMs = search.bulk === undefined ? 10_000 : 2_000;
  const { after, bulk } = search;
  const runs = useRead('/v1/runs', { query: { ...query, limit: LIMIT, ...(after && { after }) } }, { refetchEveryMs });
  const count = useRead('/v1/runs/count', { query }, { refetchEveryMs });
  const paging = usePaging(after, runs.data?.next);
  const change = (changed: Partial<Record<keyof RunSearch, string | undefined>>) => {
    setSelected(new Set());
    void navigate({ search: (before) => ({ ...before, after: undefined, ...changed }) as RunSearch });
  };
  const chips = chipsOf(search, (names) => change(Object.fromEntries(names.map((name) => [name, undefined]))));
  const isFiltered = Object.keys(query).length > 0;
  const items = runs.data?.items ?? [];
  return (
    <Page
      title={words.title}
      meta={count.data && <span>{words.count(count.data.count, count.data.isLeast)}</span>}
      actions={
        <WithRight right="operate">
          <Button isDisabled={items.length === 0} onPress={() => setAct('retry')}>
            {words.bulk.retry}
          </Button>
          <Button isDisabled={items.length === 0} onPress={() => setAct('exit')}>
            {words.bulk.exit}
          </Button>
        </WithRight>
      }
      filters={<Filters search={search} change={change} />}
    >
      {(chips.length > 0 || bulk !== undefined) && (
        <div className={css.form}>
          <Suspense>
            {bulk !== undefined && <BulkProgress id={bulk} onHide={() => change({ bulk: undefined })} />}
          </Suspense>
          <Chips chips={chips} />
        </div>
      )}
      {runs.error && <Problem error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isPending && <Skeleton rows={10} />}
      {runs.data && items.length === 0 && (
        <NoRuns isFiltered={isFiltered} onLoosen={() => void navigate({ search: {} })} />
      )}
      {items.length > 0 && (
        <Table
          label={words.list}
          columns={columns}
          rows={items}
          rowKey={({ id }) => id}
          rowName={({ userId, journey }) => `${userId ?? wordsOfLists.anonymous}, ${journey}`}
          selection={{ keys: selected, onChange: setSelected }}
          paging={paging}
        />
      )}
      <Suspense>
        {act !== undefined && (
          <BulkDialog
            act={act}
            selected={selected}
            query={query}
            count={count.data}
            onClose={() => setAct(undefined)}
            onAsked={(id) => {
              setAct(undefined);
              change({ bulk: id });
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}

function NoRuns({ isFiltered, onLoosen }: { readonly isFiltered: boolean; readonly onLoosen: () => void }): ReactNode {
  if (!isFiltered) return <Empty>{words.empty}</Empty>;
  return <Empty action={<Button onPress={onLoosen}>{words.loosen}</Button>}>{words.noHit}</Empty>;
}

function Filters({
  search,
  change,
}: {
  readonly search: RunSearch;
  readonly change: (changed: Partial<Record<keyof RunSearch, string | undefined>>) => void;
}): ReactNode {
  const names = useRead('/v1/names', {});
  const [userId, setUserId] = useState(search.userId ?? '');
  const journeys = names.data?.journeys;
  const journey = journeys?.find(({ id }) => id === search.journey);
  const isAtStep = search.came === undefined && search.path === undefined && search.blockedBy === undefined;
  const { label: entered, ...windows } = wordsOfLists.windows;
  return (
    <>
      <NameFilter
        label={words.filters.journey}
        names={journeys?.map(({ id }) => id)}
        value={search.journey}
        onChange={(chosen) => change({ journey: chosen, step: undefined, came: undefined, path: undefined })}
      />
      {journey && isAtStep && search.status !== 'ended' && (
        <NameFilter
          label={words.filters.step_}
          names={journey.steps.map(({ id }) => id)}
          value={search.step}
          onChange={(step) => change({ step })}
        />
      )}
      {journey && search.status === 'ended' && (
        <NameFilter
          label={words.filters.endReason_}
          names={['completed', ...journey.endReasons]}
          value={search.endReason}
          onChange={(endReason) => change({ endReason })}
        />
      )}
      <div className={css.filter}>
        <Select
          label={words.filters.status}
          choices={Object.entries(words.filters.status_).map(([value, label]) => ({ value, label }))}
          value={search.status ?? ''}
          onChange={(status) => change({ status: status || undefined })}
        />
      </div>
      <div className={css.filter}>
        <Select
          label={entered}
          choices={Object.entries(windows).map(([value, label]) => ({ value, label }))}
          value={search.entered ?? ''}
          onChange={(chosen) => change({ entered: chosen || undefined })}
        />
      </div>
      <form
        className={css.filter}
        onSubmit={(event) => {
          event.preventDefault();
          change({ userId: userId.trim() || undefined });
        }}
      >
        <TextField label={words.filters.customer} value={userId} onChange={setUserId} isCode />
      </form>
    </>
  );
}
