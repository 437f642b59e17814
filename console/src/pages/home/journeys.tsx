import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Sparkline } from '../../design/sparkline.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { wordsOfHome as words } from '../../words/home.ts';
import css from './home.module.css';

type Journey = Answer<'/v1/journeys'>['items'][number];

const MOST = 8;

export function Journeys({ journeys }: { journeys: readonly Journey[] }): ReactNode {
  const byOpenRuns = journeys.toSorted((a, b) => b.open - a.open).slice(0, MOST);
  const lately = journeys.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1)).slice(0, MOST);
  return (
    <div className={css.columns}>
      <Section title={words.journeys.title}>
        <Table label={words.journeys.title} columns={openColumns} rows={byOpenRuns} rowKey={({ id }) => id} isDense />
      </Section>
      <Section title={words.published.title}>
        <Table
          label={words.published.title}
          columns={publishedColumns}
          rows={lately}
          rowKey={({ id }) => id}
          isDense
          hasNoKeys
        />
      </Section>
    </div>
  );
}

function JourneyLink({ id, title }: Journey): ReactNode {
  return (
    <Link to={'/journeys/$id' as '/'} params={{ id } as never}>
      {title ?? id}
    </Link>
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const openColumns: readonly Column<Journey>[] = [
  { id: 'journey', title: words.journeys.journey, cell: JourneyLink },
  { id: 'open', title: words.journeys.open, isNumber: true, cell: ({ open }) => <Amount value={open} /> },
  {
    id: 'entered',
    title: words.journeys.entered,
    cell: ({ entered }) => <Sparkline values={entered} label={words.sparkline(sum(entered))} />,
  },
  { id: 'stuck', title: words.journeys.stuck, isNumber: true, cell: ({ stuck }) => <Amount value={stuck} /> },
];

const publishedColumns: readonly Column<Journey>[] = [
  { id: 'journey', title: words.journeys.journey, cell: JourneyLink },
  { id: 'version', title: words.published.version, isNumber: true, cell: ({ version }) => `v${version}` },
  { id: 'at', title: words.published.at, cell: ({ publishedAt }) => <Moment at={publishedAt} /> },
  { id: 'by', title: words.published.by, cell: ({ publishedBy }) => publishedBy ?? '–' },
];
