import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfPolicies } from '../../words/policies.ts';
import { DecisionList } from './decision-list.tsx';
import { OverrideDialog, type OverrideKind, Overrides } from './overrides.tsx';
import { candidateColumns, cellColumns, shadowColumns } from './policy-columns.tsx';

type Policy = Answer<'/v1/policies/{id}'>;
const words = wordsOfPolicies.one;

export function PolicyPage(): ReactNode {
  const { id } = useParams({ from: '/policies/$id' });
  const policy = useRead('/v1/policies/{id}', { path: { id } }, { refetchEveryMs: 30_000 });
  const [asked, setAsked] = useState<OverrideKind>();
  const { data, error } = policy;
  if (!data) {
    return (
      <Page title={wordsOfPolicies.title}>
        {error ? <Problem error={error} onRetry={() => void policy.refetch()} /> : <Skeleton rows={10} />}
      </Page>
    );
  }
  return (
    <Page
      title={data.title ?? data.id}
      meta={<Meta policy={data} />}
      actions={
        <WithRight right="operate">
          <Button onPress={() => setAsked('pin')}>{words.pin}</Button>
          <Button onPress={() => setAsked('ban')}>{words.ban}</Button>
        </WithRight>
      }
    >
      {asked && (
        <OverrideDialog
          id={data.id}
          kind={asked}
          candidates={data.figures.candidates}
          onClose={() => setAsked(undefined)}
        />
      )}
      <Shown policy={data} />
    </Page>
  );
}

function Meta({ policy: { id, version, rank, state, updatedAt } }: { readonly policy: Policy }): ReactNode {
  return (
    <>
      <Badge tone="ok">{wordsOfPolicies.version(version)}</Badge>
      <span>{id}</span>
      <span>{wordsOfPolicies.ranks[rank] ?? rank}</span>
      {state !== null && <span>{wordsOfPolicies.state(state)}</span>}
      <Moment at={updatedAt} />
    </>
  );
}

function Shown({ policy }: { readonly policy: Policy }): ReactNode {
  const { id, figures, definition, rank } = policy;
  const learns = rank === 'thompson' || rank === 'linear';
  return (
    <>
      <Section title={words.said}>
        <div>
          {policy.words.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </Section>
      <Section title={words.candidates}>
        <Table
          label={words.candidates}
          columns={candidateColumns(definition, figures.overrides)}
          rows={figures.candidates}
          rowKey={(candidate) => candidate.id}
          isDense
          hasNoKeys
        />
        <p className={css.note}>{words.closedHelp}</p>
      </Section>
      <Section title={words.overrides}>
        <Overrides id={id} overrides={figures.overrides} />
      </Section>
      {learns && (
        <Section title={words.cells}>
          {figures.cells.length === 0 ? (
            <Empty>{words.noCells}</Empty>
          ) : (
            <Table
              label={words.cells}
              columns={cellColumns}
              rows={figures.cells}
              rowKey={({ context, candidate }) => `${context} ${candidate}`}
              isDense
              hasNoKeys
            />
          )}
        </Section>
      )}
      {figures.shadows.length > 0 && (
        <Section title={words.shadows}>
          <p className={css.note}>{words.shadowsHelp}</p>
          <Table
            label={words.shadows}
            columns={shadowColumns}
            rows={figures.shadows}
            rowKey={({ policy: shadow, chosen }) => `${shadow} ${chosen}`}
            isDense
            hasNoKeys
          />
        </Section>
      )}
      <Section title={words.uses}>
        <Uses uses={figures.uses} />
      </Section>
      <Section title={words.decisions}>
        <LastDecisions id={id} />
      </Section>
      <details>
        <summary>{words.definition}</summary>
        <CodeBlock>{JSON.stringify(definition, null, 2)}</CodeBlock>
      </details>
    </>
  );
}

function Uses({ uses }: { readonly uses: Policy['figures']['uses'] }): ReactNode {
  if (uses.length === 0) return <Empty>{words.noUses}</Empty>;
  return (
    <ul>
      {uses.map(({ journey, step, isApproved }) => (
        <li key={`${journey} ${step}`}>
          <Link to="/journeys/$id" params={{ id: journey }} search={{ step }}>
            {`${journey}, ${step}`}
          </Link>{' '}
          {isApproved ? <Badge tone="wait">{words.approved}</Badge> : <span className={css.note}>{words.alone}</span>}
        </li>
      ))}
    </ul>
  );
}

function LastDecisions({ id }: { readonly id: string }): ReactNode {
  const decisions = useRead('/v1/policies/{id}/decisions', { path: { id } }, { refetchEveryMs: 30_000 });
  if (decisions.error && !decisions.data)
    return <Problem error={decisions.error} onRetry={() => void decisions.refetch()} />;
  if (!decisions.data) return <Skeleton rows={4} />;
  if (decisions.data.items.length === 0) return <Empty>{words.noDecisions}</Empty>;
  return <DecisionList decisions={decisions.data.items} />;
}
