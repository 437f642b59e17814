import { useParams } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Button } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { csvOf } from '../../lists/csv.ts';
import { download } from '../../lists/download.ts';
import { Facts } from '../../lists/facts.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfImports } from '../../words/imports.ts';
import { ImportProgress, ImportState } from './import-state.tsx';

type Import = Answer<'/v1/imports/{id}'>;
const words = wordsOfImports.one;

/** How far an import has come, and what is wrong with the rows that failed. */
export function ImportPage(): ReactNode {
  const { id } = useParams({ from: '/imports/$id' });
  const read = useRead('/v1/imports/{id}', { path: { id } }, { refetchEveryMs: 3_000 });
  const { data, error } = read;
  if (!data) {
    return (
      <Page title={wordsOfImports.title}>
        {error ? <Problem error={error} onRetry={() => void read.refetch()} /> : <Skeleton rows={8} />}
      </Page>
    );
  }
  const { file, state, isLive, startedBy, problems } = data;
  return (
    <Page
      title={file}
      meta={
        <>
          <ImportState state={state} />
          <span>{isLive ? words.isLive : words.notLive}</span>
          <span>{wordsOfImports.by(startedBy)}</span>
          <Code>{data.id}</Code>
        </>
      }
    >
      <div className={css.progress}>
        <ImportProgress of={data} />
      </div>
      {state === 'stopped' && <p>{words.stopped}</p>}
      <Facts facts={factsOf(data)} />
      <Section
        title={words.problems}
        actions={
          problems.length > 0 && (
            <Button isSmall icon={<Download aria-hidden="true" />} onPress={() => save(data)}>
              {words.download}
            </Button>
          )
        }
      >
        {problems.length === 0 && <Empty>{words.noProblems}</Empty>}
        {problems.length > 0 && problems.length < data.failed && (
          <p className={css.note}>{words.first(problems.length)}</p>
        )}
        {problems.length > 0 && (
          <Table
            label={words.problems}
            columns={problemColumns}
            rows={problems}
            rowKey={({ row, where, code }) => `${row} ${where} ${code}`}
            isDense
            hasNoKeys
          />
        )}
      </Section>
    </Page>
  );
}

function factsOf(each: Import): readonly (readonly [string, ReactNode])[] {
  const { kind, done, skipped, failed, warned, entered, startedAt, updatedAt, endedAt } = each;
  const { facts } = words;
  return [
    [facts.kind, kind],
    ...([
      [facts.done, done],
      [facts.skipped, skipped],
      [facts.failed, failed],
      [facts.warned, warned],
      [facts.entered, entered],
    ].map(([name, count]) => [name, <Amount key={name} value={Number(count)} />]) as [string, ReactNode][]),
    [facts.started, <Moment key="started" at={startedAt} />],
    [facts.updated, <Moment key="updated" at={updatedAt} />],
    ...(endedAt === null ? [] : [[facts.ended, <Moment key="ended" at={endedAt} />] as const]),
  ];
}

function save({ file, problems }: Import): void {
  const rows = problems.map(({ row, code, where, problem, remedy }) => [row, where, code, problem, remedy]);
  download(`${file}.failed.csv`, csvOf(['row', 'column', 'code', 'problem', 'remedy'], rows));
}

const problemColumns: readonly Column<Import['problems'][number]>[] = [
  { id: 'row', title: words.columns.row, isNumber: true, width: '9ch', cell: ({ row }) => <Amount value={row} /> },
  { id: 'where', title: words.columns.where, cell: ({ where }) => where },
  { id: 'problem', title: words.columns.problem, cell: ({ problem }) => problem },
  { id: 'remedy', title: words.columns.remedy, cell: ({ remedy }) => remedy },
];
