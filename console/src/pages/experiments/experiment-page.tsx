import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { describeMean } from '../../../../core/experiment/words.ts';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Moment } from '../../design/moment.tsx';
import { Card, Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { wordsOfExperiments } from '../../words/experiments.ts';
import css from './experiments.module.css';
import { PointAndWhisker } from './point-and-whisker.tsx';
import { VerdictBadge } from './verdict.tsx';

type Experiment = Answer<'/v1/experiments/{id}'>;
type Metric = Experiment['metrics'][number];
const words = wordsOfExperiments.one;

export function ExperimentPage(): ReactNode {
  const { id } = useParams({ from: '/experiments/$id' });
  const experiment = useRead('/v1/experiments/{id}', { path: { id } }, { refetchEveryMs: 30_000 });
  const { data, error } = experiment;
  if (!data) {
    return (
      <Page title={wordsOfExperiments.title}>
        {error ? <Problem error={error} onRetry={() => void experiment.refetch()} /> : <Skeleton rows={10} />}
      </Page>
    );
  }
  return (
    <Page title={data.title === null ? data.id : `${data.title}: ${data.id}`} meta={<Meta experiment={data} />}>
      <p className={css.verdict}>{data.words}</p>
      <Section title={words.arms}>
        <Table label={words.arms} columns={armColumns} rows={data.arms} rowKey={({ arm }) => arm} isDense hasNoKeys />
        {data.mixed > 0 && <p className={css.meta}>{words.mixed(data.mixed)}</p>}
        {data.isDeclaredLate && <p className={css.meta}>{words.late}</p>}
      </Section>
      {data.metrics.length === 0 && <p>{words.noMetrics}</p>}
      {data.metrics.map((metric) => (
        <Section key={metric.id} title={`${words.roles[metric.role]}: ${metric.words}`}>
          <MetricView metric={metric} control={data.control} />
        </Section>
      ))}
    </Page>
  );
}

function Meta({ experiment }: { readonly experiment: Experiment }): ReactNode {
  const { kind, journey, startedAt, endedAt, verdict, leading } = experiment;
  return (
    <>
      <VerdictBadge verdict={verdict} leading={leading} />
      <span>{wordsOfExperiments.kinds[kind]}</span>
      {journey !== null && (
        <Link to="/journeys/$id" params={{ id: journey }}>
          {journey}
        </Link>
      )}
      <span>
        {wordsOfExperiments.since} <Moment at={startedAt} />
      </span>
      {endedAt !== null && (
        <span>
          {wordsOfExperiments.ended} <Moment at={endedAt} />
        </span>
      )}
    </>
  );
}

const armColumns: readonly Column<Experiment['arms'][number]>[] = [
  {
    id: 'arm',
    title: words.armColumns.arm,
    cell: ({ arm, isControl }) => (isControl ? `${arm} (${words.control})` : arm),
  },
  {
    id: 'share',
    title: words.armColumns.share,
    isNumber: true,
    cell: ({ sharePerMille }) => `${sharePerMille / 10} %`,
  },
  {
    id: 'customers',
    title: words.armColumns.customers,
    isNumber: true,
    cell: ({ exposed }) => <Amount value={exposed} />,
  },
];

function MetricView({ metric, control }: { readonly metric: Metric; readonly control: string }): ReactNode {
  const { arms, comparisons, explainedWords } = metric;
  const columns: readonly Column<Metric['arms'][number]>[] = [
    { id: 'arm', title: words.armColumns.arm, cell: ({ arm }) => arm },
    {
      id: 'counted',
      title: words.armColumns.counted,
      isNumber: true,
      cell: ({ customers }) => <Amount value={customers} />,
    },
    {
      id: 'running',
      title: words.armColumns.running,
      isNumber: true,
      cell: ({ running }) => <span className={css.running}>{running.toLocaleString()}</span>,
    },
    {
      id: 'mean',
      title: words.armColumns.mean,
      isNumber: true,
      cell: ({ customers, mean }) => (customers === 0 ? '–' : describeMean(mean, metric)),
    },
  ];
  const widest = Math.max(...comparisons.map(reach));
  return (
    <div className={css.metric}>
      <Table label={metric.words} columns={columns} rows={arms} rowKey={({ arm }) => arm} isDense hasNoKeys />
      {comparisons.map((comparison) => {
        const shown = shownOf(comparison);
        return (
          <Card key={comparison.arm} title={words.against(comparison.arm, control)}>
            {shown && (
              <PointAndWhisker
                label={words.picture(comparison.arm)}
                middle={shown.difference}
                interval={shown.alwaysValid}
                reach={widest}
                verdict={comparison.verdict}
              />
            )}
            <p>{[comparison.words, comparison.totalWords].filter((part) => part !== null).join('; ')}</p>
          </Card>
        );
      })}
      <p className={css.meta}>
        {words.read} {explainedWords}
      </p>
    </div>
  );
}

type ArmComparisonView = Metric['comparisons'][number];

/** Nothing is drawn that must not be read yet. */
const shownOf = ({ adjusted, plain, unread }: ArmComparisonView) => (unread === null ? (adjusted ?? plain) : null);

function reach(comparison: ArmComparisonView): number {
  const shown = shownOf(comparison);
  return shown ? Math.max(...shown.alwaysValid.map(Math.abs)) : 0;
}
