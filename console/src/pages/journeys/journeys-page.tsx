import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { useRight } from '../../api/session.tsx';
import { Amount } from '../../design/amount.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Switch } from '../../design/field.tsx';
import { formatShare } from '../../design/format.ts';
import { Moment } from '../../design/moment.tsx';
import { Page, Row } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { useKeys } from '../../keys/keys.ts';
import { NameFilter } from '../../lists/name-filter.tsx';
import { wordsOfJourneys as words } from '../../words/journeys.ts';
import { Flow } from './flow.tsx';
import css from './journeys.module.css';

type JourneyRow = Answer<'/v1/journeys'>['items'][number];

export function JourneysPage(): ReactNode {
  const search = useSearch({ from: '/journeys' });
  const { event, unpublished } = search;
  const query = { ...(event !== undefined && { event }), ...(unpublished && { unpublished: 'true' as const }) };
  const journeys = useRead('/v1/journeys', { query }, { refetchEveryMs: 5_000 });
  const { data, error } = journeys;
  const mayEdit = useRight('edit');
  const navigate = useNavigate();
  const openNew = () => void navigate({ to: '/new-journey' });
  useKeys([{ keys: 'n', what: words.new, act: openNew }], mayEdit);
  return (
    <Page
      title={words.title}
      meta={data && <span>{countOf(data.items)}</span>}
      filters={<Filters {...search} />}
      actions={mayEdit && <Button onPress={openNew}>{words.new}</Button>}
    >
      {error && !data && <Problem error={error} onRetry={() => void journeys.refetch()} />}
      {journeys.isPending && <Skeleton />}
      {data && data.items.length === 0 && <NoJourneys event={event} />}
      {data && data.items.length > 0 && (
        <Table label={words.list} columns={columnsOf(data.isEstimated)} rows={data.items} rowKey={({ id }) => id} />
      )}
    </Page>
  );
}

function countOf(items: readonly JourneyRow[]): string {
  const unpublished = items.filter(({ state }) => state === 'unpublished').length;
  return words.count(items.length - unpublished, unpublished);
}

function Filters({ event, unpublished }: { readonly event?: string; readonly unpublished?: true }): ReactNode {
  const navigate = useNavigate({ from: '/journeys' });
  const names = useRead('/v1/names', {});
  return (
    <>
      <NameFilter
        label={words.filterByEvent}
        placeholder={words.filterPlaceholder}
        allowsOther
        names={names.data?.events.map(({ name }) => name)}
        value={event}
        onChange={(next) =>
          void navigate({ search: { ...(next !== undefined && { event: next }), ...(unpublished && { unpublished }) } })
        }
      />
      <Switch
        label={words.unpublished}
        isSelected={unpublished === true}
        onChange={(isOn) =>
          void navigate({ search: { ...(event !== undefined && { event }), ...(isOn && { unpublished: true }) } })
        }
      />
    </>
  );
}

function NoJourneys({ event }: { event: string | undefined }): ReactNode {
  const navigate = useNavigate({ from: '/journeys' });
  if (event === undefined) return <Empty action={<CodeBlock>{words.emptyCommand}</CodeBlock>}>{words.empty}</Empty>;
  return (
    <Empty action={<Button onPress={() => void navigate({ search: {} })}>{words.clear}</Button>}>
      {words.nothingReacts(event)}
    </Empty>
  );
}

function columnsOf(isEstimated: boolean): readonly Column<JourneyRow>[] {
  const { columns } = words;
  return [
    {
      id: 'title',
      title: columns.title,
      cell: ({ id, title, tags }) => (
        <span className={css.journey}>
          <Link to="/journeys/$id" params={{ id }}>
            {title ?? id}
          </Link>
          <span className={css.meta}>{[id, ...tags].join(' · ')}</span>
        </span>
      ),
    },
    {
      id: 'state',
      title: columns.state,
      cell: ({ state, version, isObserved }) => (
        <Row>
          <Badge tone={state === 'live' ? 'ok' : state === 'unpublished' ? 'neutral' : 'wait'}>
            {state} {words.version(version)}
          </Badge>
          {isObserved && <Badge tone="wait">{words.observed}</Badge>}
        </Row>
      ),
    },
    { id: 'owner', title: columns.owner, cell: ({ owner }) => owner ?? <span className={css.none}>–</span> },
    { id: 'review', title: columns.review, cell: ({ reviewBy }) => <Review by={reviewBy} /> },
    {
      id: 'open',
      title: columns.open,
      isNumber: true,
      cell: ({ open }) => <Amount value={open} isEstimate={isEstimated} />,
    },
    { id: 'flow', title: columns.flow, cell: ({ entered, left }) => <Flow entered={entered} left={left} /> },
    {
      id: 'goal',
      title: columns.goal,
      isNumber: true,
      cell: ({ goal }) =>
        goal === null || goal.entered === 0 ? (
          <span className={css.none}>{goal === null ? words.noGoal : '–'}</span>
        ) : (
          <span>
            {formatShare(goal.reached, goal.entered)}
            <span className={css.meta}> of {goal.entered.toLocaleString()}</span>
          </span>
        ),
    },
    {
      id: 'stuck',
      title: columns.stuck,
      isNumber: true,
      cell: ({ stuck }) => (stuck === 0 ? <Amount value={0} /> : <Badge tone="bad">{stuck.toLocaleString()}</Badge>),
    },
    {
      id: 'published',
      title: columns.published,
      cell: ({ updatedAt, publishedBy }) => (
        <span className={css.journey}>
          <Moment at={updatedAt} />
          {publishedBy !== null && <span className={css.meta}>{words.by(publishedBy)}</span>}
        </span>
      ),
    },
  ];
}

/** A date that has passed is a reason to look. */
function Review({ by }: { by: string | null }): ReactNode {
  if (by === null) return <span className={css.none}>–</span>;
  const isPast = by < new Date().toISOString().slice(0, 10);
  return isPast ? (
    <Badge tone="wait">
      {by} {words.past}
    </Badge>
  ) : (
    by
  );
}
