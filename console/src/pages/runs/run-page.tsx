import { Link, useParams } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { StateBadge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Row, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { Facts } from '../../lists/facts.tsx';
import { CustomerLink, MessageLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { Panel } from '../../lists/panel.tsx';
import { wordsOfRuns } from '../../words/runs.ts';
import { Ahead } from './ahead.tsx';
import { ExitDialog } from './exit-dialog.tsx';
import { SkipDialog, waitingSteps } from './skip-dialog.tsx';

type Run = Answer<'/v1/runs/{id}'>;
const words = wordsOfRuns.run;

export function RunPage(): ReactNode {
  const { id } = useParams({ from: '/runs/$id' });
  const run = useRead('/v1/runs/{id}', { path: { id } }, { refetchEveryMs: 5_000 });
  const ahead = useRead('/v1/runs/{id}/ahead', { path: { id } }, { refetchEveryMs: 15_000 });
  if (!run.data) {
    return (
      <Page title={words.back}>
        {run.error ? <Problem error={run.error} onRetry={() => void run.refetch()} /> : <Skeleton rows={10} />}
      </Page>
    );
  }
  const { data } = run;
  return (
    <Page title={data.title} meta={<Meta run={data} />} actions={<Acts run={data} />}>
      {data.status === 'stuck' && <Stuck run={data} />}
      <div className={css.columns}>
        <Section title={words.story}>
          <ol className={css.story}>
            {data.timeline.map(({ at, kind, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a story only grows at its end
              <li key={index} data-way={kind === 'arrived' || kind === 'left' ? '' : undefined}>
                <Moment at={at} />
                <span>{text}</span>
              </li>
            ))}
          </ol>
        </Section>
        {data.status !== 'ended' && (
          <Panel title={words.next}>
            {ahead.error && <Problem error={ahead.error} />}
            {ahead.data?.run && <Ahead run={ahead.data.run} now={ahead.data.at} />}
            <p className={css.note}>{words.nextNote}</p>
          </Panel>
        )}
      </div>
      <Section title={words.messages}>
        {data.messages.length === 0 ? <Empty>{words.noMessages}</Empty> : <Messages run={data} />}
      </Section>
      <Section title={words.inputs}>
        <Inputs run={data} />
      </Section>
      <Section title={words.ids}>
        <Facts
          facts={[
            [words.runId, <Code key="run">{data.id}</Code>],
            [words.customerId, <Code key="customer">{data.customerId}</Code>],
            ...(data.stuckErrorId === null
              ? []
              : [[words.errorId, <Code key="error">{data.stuckErrorId}</Code>] as const]),
          ]}
        />
      </Section>
    </Page>
  );
}

function Meta({ run }: { readonly run: Run }): ReactNode {
  const { status, journey, version, key, customerId, userId, enteredAt, endedAt } = run;
  return (
    <>
      <StateBadge state={status} />
      <span>{`${journey} ${words.version(version)}`}</span>
      {key !== null && <span>{words.key(key)}</span>}
      <CustomerLink id={customerId} userId={userId} />
      <span>
        {words.entered} <Moment at={enteredAt} />
      </span>
      {endedAt !== null && (
        <span>
          {words.ended} <Moment at={endedAt} />
        </span>
      )}
    </>
  );
}

function Acts({ run }: { readonly run: Run }): ReactNode {
  const { id, status, journey } = run;
  const [open, setOpen] = useState<'exit' | 'skip'>();
  const close = () => setOpen(undefined);
  const retry = useWrite('post', '/v1/runs/{id}/retry', { onDone: () => showToast({ text: words.retried }) });
  return (
    <>
      {status === 'stuck' && (
        <WithRight right="operate">
          <Button
            kind="primary"
            icon={<RotateCcw aria-hidden="true" />}
            isDisabled={retry.isPending}
            onPress={() => retry.mutate({ path: { id } })}
          >
            {words.retry}
          </Button>
        </WithRight>
      )}
      <Link to="/journeys/$id" params={{ id: journey }} search={{ mode: 'run', run: id }}>
        {words.canvas}
      </Link>
      {status !== 'ended' && (
        <WithRight right="support">
          {waitingSteps(run).length > 0 && <Button onPress={() => setOpen('skip')}>{words.skip}</Button>}
          <Button onPress={() => setOpen('exit')}>{words.exit}</Button>
        </WithRight>
      )}
      {open === 'skip' && <SkipDialog run={run} onClose={close} />}
      {open === 'exit' && <ExitDialog id={id} onClose={close} />}
    </>
  );
}

function Stuck({ run: { stuckAt, stuckErrorCode, stuckErrorText } }: { readonly run: Run }): ReactNode {
  return (
    <Panel title={words.stuck}>
      <Row>
        <StateBadge state="stuck" />
        <span>
          {stuckErrorCode !== null && words.stuckBy(stuckErrorCode)} <Moment at={stuckAt} />
        </span>
      </Row>
      {stuckErrorText !== null && <p>{stuckErrorText}</p>}
      <p>{words.stuckHelp}</p>
      {stuckErrorCode !== null && (
        <Link to="/runs" search={{ cause: stuckErrorCode }}>
          {words.alike}
        </Link>
      )}
    </Panel>
  );
}

type Message = Run['messages'][number];
const messageColumns: readonly Column<Message>[] = [
  {
    id: 'template',
    title: words.columns.template,
    cell: ({ id, template }) => <MessageLink id={id}>{template}</MessageLink>,
  },
  { id: 'step', title: words.columns.step, cell: ({ step }) => step },
  { id: 'channel', title: words.columns.channel, cell: ({ channel }) => channel },
  { id: 'state', title: words.columns.state, cell: ({ state }) => <StateBadge state={state} /> },
  {
    id: 'why',
    title: words.columns.why,
    cell: ({ why, attempts }) => why ?? attempts.at(-1)?.errorCode ?? '',
  },
  { id: 'attempts', title: words.columns.attempts, cell: ({ attempt }) => attempt, isNumber: true },
  { id: 'at', title: words.columns.at, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
];

function Messages({ run: { messages } }: { readonly run: Run }): ReactNode {
  return <Table label={words.messages} columns={messageColumns} rows={messages} rowKey={({ id }) => id} isDense />;
}

type RunInput = Run['inputs'][number];
const inputColumns: readonly Column<RunInput>[] = [
  { id: 'seq', title: words.columns.seq, cell: ({ seq }) => seq, isNumber: true, width: '6ch' },
  { id: 'kind', title: words.columns.kind, cell: ({ kind }) => kind.replaceAll('-', ' ') },
  {
    id: 'what',
    title: words.columns.what,
    cell: ({ event, reason, rule, result, answer, traits }) =>
      [event, result, rule, answer, reason, traits?.join(', ')].filter((part) => part != null).join(' · '),
  },
  { id: 'at', title: words.columns.at, cell: ({ at }) => <Moment at={at} /> },
  { id: 'taken', title: words.columns.taken, cell: ({ taken }) => (taken ? words.yes : words.notYet) },
];

function Inputs({ run: { inputs } }: { readonly run: Run }): ReactNode {
  return (
    <Table
      label={words.inputs}
      columns={inputColumns}
      rows={inputs}
      rowKey={({ seq }) => String(seq)}
      isDense
      hasNoKeys
    />
  );
}
