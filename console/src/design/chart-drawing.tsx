import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { type ChartProps, clock, type Point } from './chart-data.ts';
import { formatNumber } from './format.ts';

const axis = { stroke: 'var(--line-strong)', tick: { fill: 'var(--ink-3)', fontSize: 12 }, tickLine: false } as const;

/** The picture of a chart. Stacked bars hatch the bucket whose time is not over. */
export function ChartDrawing({ kind, series, points }: ChartProps): ReactNode {
  // Nothing counted is a zero: a line must not break there, and a minute alone must be seen.
  const zeros = Object.fromEntries(series.map(({ id }) => [id, 0]));
  const data = points.map(({ at, values, isUnfinished }) => ({ at, isUnfinished, ...zeros, ...values }));
  // The picture is hidden from screen readers, so nothing in it may take the focus.
  const frame = { data, margin: { top: 8, right: 8, bottom: 0, left: 0 }, accessibilityLayer: false };
  const shared = [
    <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />,
    <XAxis key="x" dataKey="at" tickFormatter={clock} minTickGap={48} {...axis} />,
    <YAxis key="y" allowDecimals={false} width={44} tickFormatter={formatNumber} {...axis} axisLine={false} />,
  ];
  return (
    <ResponsiveContainer width="100%" height="100%">
      {kind === 'line' ? (
        <LineChart {...frame}>
          {shared}
          {series.map(({ id, color }) => (
            <Line
              key={id}
              dataKey={id}
              stroke={`var(--${color})`}
              strokeWidth={1.75}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      ) : (
        <BarChart {...frame} barCategoryGap={2}>
          {shared}
          {series.map(({ id, color }) => (
            <Bar key={id} dataKey={id} stackId="all" shape={<Bucket color={color} />} isAnimationActive={false} />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}

interface BucketProps {
  readonly color: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly payload?: Pick<Point, 'isUnfinished'>;
}

function Bucket({ color, x = 0, y = 0, width = 0, height = 0, payload }: BucketProps): ReactNode {
  if (height <= 0) return null;
  const isUnfinished = payload?.isUnfinished ?? false;
  return (
    <rect
      {...{ x, y, width, height }}
      fill={`var(--${color})`}
      fillOpacity={isUnfinished ? 0.5 : 1}
      stroke={isUnfinished ? `var(--${color})` : 'none'}
    />
  );
}
