import { lazy, type ReactNode, Suspense, useState } from 'react';
import { wordsOfDesign as words } from '../words/design.ts';
import { Button } from './button.tsx';
import css from './chart.module.css';
import { type ChartProps, clock, type Point } from './chart-data.ts';
import { formatNumber } from './format.ts';
import { Skeleton } from './skeleton.tsx';
import { Table } from './table.tsx';

/** Recharts is half of what a page weighs, so it comes after the page. */
const Drawing = lazy(() => import('./chart-drawing.tsx').then(({ ChartDrawing }) => ({ default: ChartDrawing })));

/** Counts over time, with the same figures as a table for people who want digits or do not see the picture. */
export function Chart(props: ChartProps): ReactNode {
  const { title, series, points, height = 180 } = props;
  const [isTable, setTable] = useState(false);
  return (
    <figure className={css.chart}>
      <figcaption className={css.caption}>
        <h2 className={css.title}>{title}</h2>
        <Button isSmall kind="quiet" onPress={() => setTable(!isTable)}>
          {isTable ? words.chart.asChart : words.chart.asTable}
        </Button>
      </figcaption>
      {isTable ? (
        <AsTable {...props} />
      ) : (
        <>
          <ul className={css.keys}>
            {series.map(({ id, label, color }) => (
              <li key={id}>
                <span className={css.swatch} style={{ background: `var(--${color})` }} />
                {label} <strong>{formatNumber(sum(points, id))}</strong>
              </li>
            ))}
          </ul>
          {/* The table says the same, so the picture is silent. */}
          <div aria-hidden="true" style={{ height }}>
            <Suspense fallback={<Skeleton height={height} />}>
              <Drawing {...props} />
            </Suspense>
          </div>
        </>
      )}
    </figure>
  );
}

function AsTable({ title, series, points }: ChartProps): ReactNode {
  return (
    <Table
      label={title}
      isDense
      hasNoKeys
      rows={points.toReversed()}
      rowKey={({ at }) => String(at)}
      columns={[
        {
          id: 'at',
          title: words.chart.time,
          cell: ({ at, isUnfinished = false }) => `${clock(at)}${isUnfinished ? `, ${words.chart.unfinished}` : ''}`,
        },
        ...series.map(({ id, label }) => ({
          ...{ id, title: label, isNumber: true },
          cell: ({ values }: Point) => formatNumber(values[id] ?? 0),
        })),
      ]}
    />
  );
}

function sum(points: readonly Point[], id: string): number {
  return points.reduce((total, { values }) => total + (values[id] ?? 0), 0);
}
