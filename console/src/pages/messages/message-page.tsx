import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { StateBadge } from '../../design/badge.tsx';
import { Empty } from '../../design/empty.tsx';
import { Switch } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { CustomerLink, RunLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfMessages } from '../../words/messages.ts';

type Message = Answer<'/v1/messages/{id}'>;
const words = wordsOfMessages.one;

export function MessagePage(): ReactNode {
  const { id } = useParams({ from: '/messages/$id' });
  const message = useRead('/v1/messages/{id}', { path: { id } }, { refetchEveryMs: 10_000 });
  if (!message.data) {
    return (
      <Page title={wordsOfMessages.title}>
        {message.error ? (
          <Problem error={message.error} onRetry={() => void message.refetch()} />
        ) : (
          <Skeleton rows={10} />
        )}
      </Page>
    );
  }
  const { data } = message;
  return (
    <Page title={words.meta(data.template, data.templateVersion)} meta={<Meta message={data} />}>
      {data.why !== null && <p>{data.why}</p>}
      <Section title={words.rendered}>
        <Rendered message={data} />
      </Section>
      <Section title={words.attempts}>
        {data.attempts.length === 0 ? <Empty>{words.noAttempts}</Empty> : <Attempts message={data} />}
      </Section>
      <Section title={words.feedback}>
        {data.feedback.length === 0 ? <Empty>{words.noFeedback}</Empty> : <Feedback message={data} />}
      </Section>
      {data.decisions.length > 0 && (
        <Section title={words.decisions}>
          <Decisions message={data} />
        </Section>
      )}
    </Page>
  );
}

function Meta({ message }: { readonly message: Message }): ReactNode {
  const { state, channel, customerId, userId, journey, step, journeyRunId, createdAt } = message;
  return (
    <>
      <StateBadge state={state} />
      <span>{words.by(channel)}</span>
      <span>
        {words.to} <CustomerLink id={customerId} userId={userId} />
      </span>
      {journey !== null && <span>{`${journey} · ${step}`}</span>}
      {journeyRunId !== null && <RunLink id={journeyRunId}>{words.run}</RunLink>}
      <span>
        {words.requested} <Moment at={createdAt} />
      </span>
    </>
  );
}

/** A mail stands in a frame of its own, whose policy lets nothing run. */
function Rendered({ message: { id, rendering } }: { readonly message: Message }): ReactNode {
  const { images } = useSearch({ from: '/messages/$id' });
  const navigate = useNavigate({ from: '/messages/$id' });
  const { parts, source, missing, problem } = rendering;
  const { subject, html, ...texts } = parts;
  return (
    <div className={css.form}>
      <p className={css.note}>{words.sources[source]}</p>
      {problem !== null && <p>{problem}</p>}
      {missing.length > 0 && <p>{words.missing(missing.join(', '))}</p>}
      {subject !== undefined && (
        <p>
          <strong>{subject}</strong>
        </p>
      )}
      {html !== undefined && (
        <>
          <Switch
            label={words.images}
            isSelected={images !== undefined}
            onChange={(isOn) => void navigate({ search: isOn ? { images: 'yes' } : {}, replace: true })}
          />
          <iframe
            title={words.frame}
            sandbox=""
            referrerPolicy="no-referrer"
            src={`/v1/messages/${id}/page${images === undefined ? '' : '?images=yes'}`}
            className={css.frame}
          />
        </>
      )}
      {Object.entries(texts).map(([name, text]) => (
        <details key={name} open={html === undefined}>
          <summary>{name === 'text' ? words.text : name}</summary>
          <pre className={css.pre}>{text}</pre>
        </details>
      ))}
    </div>
  );
}

type Attempt = Message['attempts'][number];
const attemptColumns: readonly Column<Attempt>[] = [
  { id: 'number', title: words.columns.number, cell: ({ attempt }) => attempt, isNumber: true, width: '6ch' },
  { id: 'channel', title: words.columns.channel, cell: ({ channel }) => channel },
  {
    id: 'outcome',
    title: words.columns.outcome,
    cell: ({ outcome }) => (outcome === null ? words.underWay : <StateBadge state={outcome} />),
  },
  {
    id: 'answer',
    title: words.columns.answer,
    cell: ({ providerId, errorCode, errorText }) =>
      [providerId, errorCode, errorText].filter((part) => part !== null).join(' · ') || '–',
  },
  { id: 'started', title: words.columns.started, cell: ({ startedAt }) => <Moment at={startedAt} /> },
  { id: 'ended', title: words.columns.ended, cell: ({ endedAt }) => <Moment at={endedAt} /> },
];

function Attempts({ message: { attempts } }: { readonly message: Message }): ReactNode {
  return (
    <Table
      label={words.attempts}
      columns={attemptColumns}
      rows={attempts}
      rowKey={({ attempt }) => String(attempt)}
      isDense
      hasNoKeys
    />
  );
}

type Report = Message['feedback'][number];
const feedbackColumns: readonly Column<Report>[] = [
  {
    id: 'kind',
    title: words.columns.kind,
    cell: ({ kind, bounce, url }) => [kind, bounce, url].filter((part) => part !== null).join(' · '),
  },
  { id: 'source', title: words.columns.source, cell: ({ source }) => source },
  {
    id: 'who',
    title: words.columns.who,
    cell: ({ machine }) => (machine === null ? words.person : words.machine(machine)),
  },
  { id: 'at', title: words.columns.at, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
];

function Feedback({ message: { feedback } }: { readonly message: Message }): ReactNode {
  return (
    <Table
      label={words.feedback}
      columns={feedbackColumns}
      rows={feedback}
      rowKey={({ kind, occurredAt, source }) => `${kind} ${source} ${occurredAt}`}
      isDense
      hasNoKeys
    />
  );
}

type Decision = Message['decisions'][number];
const decisionColumns: readonly Column<Decision>[] = [
  { id: 'kind', title: words.columns.kind, cell: ({ decision }) => decision },
  { id: 'who', title: words.columns.who, cell: ({ decidedBy }) => decidedBy },
  { id: 'why', title: words.columns.why, cell: ({ why }) => why },
  { id: 'at', title: words.columns.at, cell: ({ at }) => <Moment at={at} /> },
];

function Decisions({ message: { decisions } }: { readonly message: Message }): ReactNode {
  return (
    <Table
      label={words.decisions}
      columns={decisionColumns}
      rows={decisions}
      rowKey={({ at }) => at}
      isDense
      hasNoKeys
    />
  );
}
