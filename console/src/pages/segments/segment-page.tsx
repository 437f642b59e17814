import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Amount } from '../../design/amount.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Code, CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Facts } from '../../lists/facts.tsx';
import { CustomerLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { usePaging } from '../../lists/paging.ts';
import { wordsOfSegments } from '../../words/segments.ts';
import { MembersDialog } from './members-dialog.tsx';
import { kindOfSegment, SegmentState } from './segment-state.tsx';

const words = wordsOfSegments.one;
type Segment = Answer<'/v1/segments/{id}'>;
type History = Answer<'/v1/segments/{id}/history'>;
const LIMIT = 20;

export function SegmentPage(): ReactNode {
  const { id } = useParams({ from: '/segments/$id' });
  const segment = useRead('/v1/segments/{id}', { path: { id } }, { refetchEveryMs: 5_000 });
  const history = useRead('/v1/segments/{id}/history', { path: { id } }, { refetchEveryMs: 10_000 });
  if (!segment.data) {
    return (
      <Page title={words.back}>
        {segment.error ? (
          <Problem error={segment.error} onRetry={() => void segment.refetch()} />
        ) : (
          <Skeleton rows={10} />
        )}
      </Page>
    );
  }
  const { data } = segment;
  const { definition } = data;
  const isComputed = definition.trait !== undefined;
  return (
    <Page title={definition.title ?? id} meta={<Meta segment={data} />} actions={<Acts segment={data} />}>
      {definition.description !== undefined && <p>{definition.description}</p>}
      <Section title={isComputed ? words.computes : words.who}>
        <p>{data.words ?? words.byHand}</p>
      </Section>
      <Section title={words.figures}>
        <Figures segment={data} history={history.data} />
      </Section>
      {history.error && <Problem error={history.error} onRetry={() => void history.refetch()} />}
      {!isComputed && (
        <div className={css.columns}>
          <Section title={words.people}>
            <Members id={id} />
          </Section>
          <Section title={words.changes}>{history.data && <Changes history={history.data} />}</Section>
        </div>
      )}
      <Section title={words.versions}>{history.data && <Versions history={history.data} />}</Section>
      <details>
        <summary>{words.asJson}</summary>
        <CodeBlock>{JSON.stringify(definition, null, 2)}</CodeBlock>
      </details>
    </Page>
  );
}

function Meta({ segment }: { readonly segment: Segment }): ReactNode {
  const { id, version, updatedAt, definition } = segment;
  return (
    <>
      <Code>{id}</Code>
      <span>{words.version(version)}</span>
      <span>{wordsOfSegments.kinds[kindOfSegment(segment)]}</span>
      {definition.owner !== undefined && <span>{words.owner(definition.owner)}</span>}
      <span>
        {words.changed} <Moment at={updatedAt} />
      </span>
      {definition.tags?.map((tag) => (
        <Badge key={tag} tone="neutral">
          {tag}
        </Badge>
      ))}
    </>
  );
}

function Acts({ segment: { id, definition } }: { readonly segment: Segment }): ReactNode {
  const navigate = useNavigate();
  const [isPutting, setPutting] = useState(false);
  return (
    <>
      {definition.static && (
        <WithRight right="operate">
          <Button onPress={() => setPutting(true)}>{words.put}</Button>
        </WithRight>
      )}
      <WithRight right="publish">
        <Button onPress={() => void navigate({ to: '/segments/$id/change', params: { id } })}>{words.edit}</Button>
      </WithRight>
      {isPutting && <MembersDialog id={id} onClose={() => setPutting(false)} />}
    </>
  );
}

function Figures({
  segment,
  history,
}: {
  readonly segment: Segment;
  readonly history: History | undefined;
}): ReactNode {
  const { members, fill, definition } = segment;
  const isUnderWay = fill !== null && fill.finishedAt === null;
  const change = (counts: History['lastDay'] | undefined) =>
    counts === undefined ? '–' : words.change(counts.joined, counts.left);
  const ofPeople = [
    [words.members, <Amount key="members" value={members} />],
    [words.lastDay, change(history?.lastDay)],
    [words.lastWeek, change(history?.lastWeek)],
  ] as const;
  return (
    <>
      <Facts
        facts={[
          ...(definition.trait === undefined ? ofPeople : []),
          ...(definition.static
            ? []
            : [[words.fill, fill === null ? words.notFilled : <SegmentState key="fill" segment={segment} />] as const]),
        ]}
      />
      {isUnderWay && (
        <div className={css.progress}>
          <progress aria-label={words.fillOf} value={fill.lookedAt} max={Math.max(1, fill.total)} />
          <span>{wordsOfSegments.filling(fill.lookedAt, fill.total)}</span>
        </div>
      )}
    </>
  );
}

const causeOf = (cause: string) => words.causes[cause] ?? cause;

type Member = Answer<'/v1/segments/{id}/members'>['items'][number];
const memberColumns: readonly Column<Member>[] = [
  {
    id: 'customer',
    title: words.personColumns.customer,
    cell: ({ customerId, userId, name }) => <CustomerLink id={customerId} userId={userId} name={name} />,
  },
  { id: 'since', title: words.personColumns.since, cell: ({ since }) => <Moment at={since} /> },
  { id: 'cause', title: words.personColumns.cause, cell: ({ cause }) => causeOf(cause) },
];

function Members({ id }: { readonly id: string }): ReactNode {
  const { after } = useSearch({ from: '/segments/$id' });
  const query = { limit: LIMIT, ...(after !== undefined && { after }) };
  const members = useRead('/v1/segments/{id}/members', { path: { id }, query }, { refetchEveryMs: 10_000 });
  const paging = usePaging(after, members.data?.next);
  const items = members.data?.items ?? [];
  if (members.error) return <Problem error={members.error} onRetry={() => void members.refetch()} />;
  if (members.data && items.length === 0) return <Empty>{words.noPeople}</Empty>;
  return (
    <Table
      label={words.people}
      columns={memberColumns}
      rows={items}
      rowKey={({ customerId }) => customerId}
      paging={paging}
      isDense
    />
  );
}

type Change = History['changes'][number];
const changeColumns: readonly Column<Change>[] = [
  {
    id: 'customer',
    title: words.changeColumns.customer,
    cell: ({ customerId, userId, name }) => <CustomerLink id={customerId} userId={userId} name={name} />,
  },
  { id: 'what', title: words.changeColumns.what, cell: ({ joined }) => (joined ? words.joined : words.left) },
  { id: 'at', title: words.changeColumns.at, cell: ({ at }) => <Moment at={at} /> },
  { id: 'cause', title: words.changeColumns.cause, cell: ({ cause }) => causeOf(cause) },
];

function Changes({ history: { changes } }: { readonly history: History }): ReactNode {
  if (changes.length === 0) return <Empty>{words.noChanges}</Empty>;
  return (
    <Table
      label={words.changes}
      columns={changeColumns}
      rows={changes}
      rowKey={({ customerId }) => customerId}
      isDense
      hasNoKeys
    />
  );
}

type Version = History['versions'][number];
const versionColumns: readonly Column<Version>[] = [
  {
    id: 'version',
    title: words.versionColumns.version,
    cell: ({ version, isLive }) => (
      <>
        {words.version(version)} {isLive && <Badge tone="ok">{words.live}</Badge>}
      </>
    ),
    width: '14ch',
  },
  { id: 'words', title: words.versionColumns.words, cell: (version) => version.words },
  { id: 'at', title: words.versionColumns.at, cell: ({ publishedAt }) => <Moment at={publishedAt} />, width: '18ch' },
  { id: 'by', title: words.versionColumns.by, cell: ({ publishedBy }) => publishedBy ?? '–' },
];

function Versions({ history: { versions } }: { readonly history: History }): ReactNode {
  return (
    <Table
      label={words.versions}
      columns={versionColumns}
      rows={versions}
      rowKey={({ version }) => String(version)}
      isDense
      hasNoKeys
    />
  );
}
