import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { StateBadge } from '../../design/badge.tsx';
import { Drawer } from '../../design/dialog.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { wordsOfJourney as words } from '../../words/journey.ts';
import { PageLink } from '../page-link.tsx';
import { filterOf, type People, titleOfPeople } from './people.ts';

export interface PeopleDrawerProps {
  readonly journey: string;
  readonly version: number | undefined;
  /** Of the numbers: the list counts the same runs. */
  readonly enteredAfter: string | null;
  readonly people: People | undefined;
  readonly titleOf: (step: string) => string;
  readonly onClose: () => void;
  readonly onRun: (run: string) => void;
}

type RunRow = Answer<'/v1/runs'>['items'][number];
const SHOWN = 50;

/** Who is behind a number: the list of runs by the number's own filter. */
export function PeopleDrawer(props: PeopleDrawerProps): ReactNode {
  const { people, titleOf, onClose } = props;
  return (
    <Drawer title={people ? titleOfPeople(people, titleOf) : ''} isOpen={people !== undefined} onClose={onClose}>
      {people && <PeopleList {...props} people={people} />}
    </Drawer>
  );
}

function PeopleList({
  journey,
  version,
  enteredAfter,
  people,
  onRun,
}: PeopleDrawerProps & { people: People }): ReactNode {
  const filter = {
    journey,
    ...(version !== undefined && { version }),
    ...(enteredAfter !== null && { enteredAfter }),
    ...filterOf(people),
  };
  const runs = useRead('/v1/runs', { query: { ...filter, limit: SHOWN } as never }, { refetchEveryMs: 5_000 });
  if (runs.error && !runs.data) return <Problem error={runs.error} onRetry={() => void runs.refetch()} />;
  if (!runs.data) return <Skeleton />;
  const { items, next } = runs.data;
  if (items.length === 0) return <Empty>{words.people.none}</Empty>;
  const columns: readonly Column<RunRow>[] = [
    {
      id: 'customer',
      title: words.people.customer,
      cell: ({ customerId, userId }) => (
        <PageLink to={`/customers/${customerId}`}>{userId ?? words.people.anonymous}</PageLink>
      ),
    },
    { id: 'state', title: words.people.state, cell: ({ status }) => <StateBadge state={status} /> },
    { id: 'since', title: words.people.since, cell: ({ enteredAt }) => <Moment at={enteredAt} /> },
    {
      id: 'run',
      title: words.people.run,
      cell: ({ id, userId }) => (
        <PageLink to={`/journeys/${journey}?mode=run&run=${id}`} onFollow={() => onRun(id)}>
          {words.people.openRun}
          <span className="visually-hidden"> {userId ?? words.people.anonymous}</span>
        </PageLink>
      ),
    },
  ];
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return (
    <>
      <Table
        label={words.people[people.kind === 'ended' ? 'ended' : 'entered']}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        isDense
        hasNoKeys
      />
      <p>
        {next !== null && `${words.people.more} `}
        <PageLink to={`/runs?${query}`}>{words.people.all}</PageLink>
      </p>
    </>
  );
}
