import type { ReactNode } from 'react';
import css from './chart.module.css';

const WIDTH = 96;
const HEIGHT = 20;

/** A line without axes beside a figure. `label` says what it shows, with its last value. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }): ReactNode {
  const top = Math.max(1, ...values);
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  const points = values.map((value, index) => `${index * step},${HEIGHT - 2 - (value / top) * (HEIGHT - 4)}`);
  return (
    <svg
      role="img"
      aria-label={label}
      className={css.sparkline}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}
