import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { wordsOfCustomerValues as words } from '../../words/customer-values.ts';

type Values = Answer<'/v1/customer-values'>;
type Held = NonNullable<NonNullable<Values['model']>['holdout']>['classes'][number];

export function CustomerValuesPage(): ReactNode {
  const values = useRead('/v1/customer-values', {}, { refetchEveryMs: 60_000 });
  const { data, error } = values;
  return (
    <Page
      title={words.title}
      meta={
        data?.model && (
          <span>
            {words.madeAt} <Moment at={data.model.madeAt} />
          </span>
        )
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void values.refetch()} />}
      {values.isPending && <Skeleton rows={8} />}
      {data && <Shown values={data} />}
    </Page>
  );
}

function Shown({ values: { words: sentences, stages, model } }: { readonly values: Values }): ReactNode {
  const holdout = model?.holdout;
  return (
    <>
      <div>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {stages.length > 0 && (
        <Section title={words.stages}>
          <Table
            label={words.stages}
            columns={stageColumns}
            rows={stages}
            rowKey={({ stage }) => stage}
            isDense
            hasNoKeys
          />
        </Section>
      )}
      {holdout && (
        <Section title={words.holdout}>
          <p>{words.holdoutIs(holdout.day, holdout.weeks)}</p>
          <Table
            label={words.holdout}
            columns={heldColumns}
            rows={holdout.classes}
            rowKey={({ days }) => String(days)}
            isDense
            hasNoKeys
          />
        </Section>
      )}
      {model?.bgnbd && (
        <Section title={words.model}>
          <Table
            label={words.model}
            columns={parameterColumns}
            rows={parametersOf(model)}
            rowKey={({ name }) => name}
            isDense
            hasNoKeys
          />
        </Section>
      )}
    </>
  );
}

const stageColumns: readonly Column<Values['stages'][number]>[] = [
  { id: 'stage', title: words.columns.stage, cell: ({ stage }) => words.names[stage] },
  {
    id: 'customers',
    title: words.columns.customers,
    isNumber: true,
    cell: ({ customers }) => <Amount value={customers} />,
  },
  {
    id: 'spent',
    title: words.columns.spent,
    isNumber: true,
    cell: ({ spent }) => <Amount value={Math.round(spent)} />,
  },
  {
    id: 'clv365',
    title: words.columns.clv365,
    isNumber: true,
    cell: ({ clv365 }) => (clv365 === null ? '–' : <Amount value={Math.round(clv365)} />),
  },
];

const heldColumns: readonly Column<Held>[] = [
  { id: 'days', title: words.heldColumns.days, cell: ({ days }) => words.days(days) },
  {
    id: 'customers',
    title: words.heldColumns.customers,
    isNumber: true,
    cell: ({ customers }) => <Amount value={customers} />,
  },
  {
    id: 'expected',
    title: words.heldColumns.expected,
    isNumber: true,
    cell: ({ expected }) => <Amount value={Math.round(expected)} />,
  },
  { id: 'bought', title: words.heldColumns.bought, isNumber: true, cell: ({ bought }) => <Amount value={bought} /> },
];

interface Parameter {
  readonly name: string;
  readonly value: number;
}

const parameterColumns: readonly Column<Parameter>[] = [
  { id: 'name', title: words.parameter, cell: ({ name }) => name },
  { id: 'value', title: words.value, isNumber: true, cell: ({ value }) => value.toFixed(4) },
];

function parametersOf({ bgnbd, gammaGamma }: NonNullable<Values['model']>): Parameter[] {
  const named = (model: string, values: object | null) =>
    Object.entries(values ?? {}).map(([name, value]): Parameter => ({ name: `${model} ${name}`, value }));
  return [...named('BG/NBD', bgnbd), ...named('Gamma-Gamma', gammaGamma)];
}
