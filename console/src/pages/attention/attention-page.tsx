import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { wordsOfAttention as words } from '../../words/attention.ts';
import { UnknownMessages } from './unknown-messages.tsx';

type Attention = Answer<'/v1/attention'>;

/** What needs somebody, each with since when, how many and what to do. */
export function AttentionPage(): ReactNode {
  const attention = useRead('/v1/attention', {}, { refetchEveryMs: 5_000 });
  const { data } = attention;
  return (
    <Page title={words.title}>
      {attention.error && <Problem error={attention.error} onRetry={() => void attention.refetch()} />}
      {attention.isPending && <Skeleton />}
      {data && isAllWell(data) && <Empty>{words.allWell}</Empty>}
      {data && (
        <>
          <Stuck stuck={data.stuck} />
          <Channels {...data} />
          {data.overdue > 0 && (
            <Section title={words.overdue.title}>
              <p>{words.overdue.text(data.overdue, data.failing.length + data.unserved.length > 0)}</p>
            </Section>
          )}
          <Silent silent={data.silent} />
          {data.unknown.messages > 0 && <UnknownMessages />}
        </>
      )}
    </Page>
  );
}

function isAllWell({ stuck, overdue, failing, unserved, unknown, killSwitches, silent }: Attention): boolean {
  const lists = [stuck, failing, unserved, killSwitches, silent];
  return overdue === 0 && unknown.messages === 0 && lists.every(({ length }) => length === 0);
}

function Stuck({ stuck }: Pick<Attention, 'stuck'>): ReactNode {
  if (stuck.length === 0) return null;
  const { columns } = words.stuck;
  return (
    <Section title={words.stuck.title}>
      <Table
        label={words.stuck.title}
        rows={stuck}
        rowKey={({ cause }) => cause ?? ''}
        columns={[
          { id: 'cause', title: columns.cause, cell: ({ cause }) => cause ?? words.stuck.noCause },
          { id: 'runs', title: columns.runs, isNumber: true, cell: ({ runs }) => runs.toLocaleString() },
          { id: 'since', title: columns.since, cell: ({ since }) => <Moment at={since} /> },
          { id: 'journeys', title: columns.journeys, cell: ({ journeys }) => journeys.join(', ') },
          {
            id: 'act',
            title: columns.act,
            cell: ({ cause, runs }) => (
              <Link to="/runs" search={{ status: 'stuck', ...(cause !== null && { cause }) }}>
                {words.stuck.open(runs)}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Channels({ failing, unserved, killSwitches, stopped }: Attention): ReactNode {
  const texts = words.channels;
  const nameOf = ({ scope, name }: Attention['killSwitches'][number]) =>
    scope === 'workspace' ? texts.workspace : scope === 'journey' ? texts.journey(name) : name;
  const rows = [
    ...killSwitches.map((each) => ({
      ...{ id: `stopped ${each.id}`, channel: nameOf(each), since: each.since },
      ...{ what: texts.stopped(each.reason, each.setBy), remedy: texts.remedyStopped },
    })),
    ...failing.map(({ channel, code, since }) => ({
      ...{ id: `refused ${channel}`, channel, since, what: texts.refused(code), remedy: texts.remedyRefused },
    })),
    ...unserved.map(({ channel, messages, since }) => ({
      ...{ id: `unserved ${channel}`, channel, since, what: texts.unserved(messages), remedy: texts.remedyUnserved },
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={texts.title}>
      <Table
        label={texts.title}
        hasNoKeys
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'channel', title: texts.columns.channel, cell: ({ channel }) => channel },
          { id: 'what', title: texts.columns.what, cell: ({ what }) => what },
          { id: 'since', title: texts.columns.since, cell: ({ since }) => <Moment at={since} /> },
          { id: 'remedy', title: texts.columns.remedy, cell: ({ remedy }) => remedy },
        ]}
      />
      {stopped > 0 && <p>{words.waiting(stopped)}</p>}
    </Section>
  );
}

function Silent({ silent }: Pick<Attention, 'silent'>): ReactNode {
  if (silent.length === 0) return null;
  const { columns, none, title } = words.silent;
  return (
    <Section title={title}>
      <Table
        label={title}
        hasNoKeys
        rows={silent}
        rowKey={({ event }) => event}
        columns={[
          { id: 'event', title: columns.event, cell: ({ event }) => event },
          {
            id: 'yesterday',
            title: columns.yesterday,
            isNumber: true,
            cell: ({ yesterday }) => yesterday.toLocaleString(),
          },
          { id: 'now', title: columns.now, isNumber: true, cell: () => none },
        ]}
      />
    </Section>
  );
}
