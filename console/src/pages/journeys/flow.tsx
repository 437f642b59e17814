import type { ReactNode } from 'react';
import { wordsOfJourneys as words } from '../../words/journeys.ts';
import css from './journeys.module.css';

const [WIDTH, HALF, GAP] = [84, 11, 3];

/** Bars by day: entered above the line, left beneath it. */
export function Flow({ entered, left }: { entered: readonly number[]; left: readonly number[] }): ReactNode {
  const top = Math.max(1, ...entered, ...left);
  const step = WIDTH / Math.max(1, entered.length);
  const sum = (days: readonly number[]) => days.reduce((all, each) => all + each, 0);
  const label = words.flow(sum(entered), sum(left));
  return (
    <span className={css.flow}>
      <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${2 * HALF + 1}`} width={WIDTH} height={2 * HALF + 1}>
        <title>{label}</title>
        {entered.map((count, day) => {
          const height = (count / top) * HALF;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is known by its place
            <rect key={day} className={css.in} x={day * step} y={HALF - height} width={step - GAP} height={height} />
          );
        })}
        {left.map((count, day) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is known by its place
            key={day}
            className={css.out}
            x={day * step}
            y={HALF + 1}
            width={step - GAP}
            height={(count / top) * HALF}
          />
        ))}
        <line className={css.zero} x1={0} x2={WIDTH - GAP} y1={HALF + 0.5} y2={HALF + 0.5} />
      </svg>
      <span className={css.sums} aria-hidden="true">
        {sum(entered).toLocaleString()} / {sum(left).toLocaleString()}
      </span>
    </span>
  );
}
