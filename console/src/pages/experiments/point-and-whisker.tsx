import type { ReactNode } from 'react';
import css from './experiments.module.css';

const WIDTH = 480;
const HEIGHT = 32;
const MARGIN = 12;

export interface PointAndWhiskerProps {
  /** Read aloud; the sentence beneath has the figures. */
  readonly label: string;
  readonly middle: number;
  readonly interval: readonly number[];
  /** As far as the scale goes to either side of 0: the same for all arms of a metric. */
  readonly reach: number;
  readonly verdict: 'better' | 'worse' | 'harmless' | 'not-yet-known';
}

/** A difference and its interval on a scale with 0 in its middle. */
export function PointAndWhisker({ label, middle, interval, reach, verdict }: PointAndWhiskerProps): ReactNode {
  const [least = 0, most = 0] = interval;
  const at = (value: number) => WIDTH / 2 + (reach > 0 ? (value / reach) * (WIDTH / 2 - MARGIN) : 0);
  const y = HEIGHT / 2;
  return (
    <svg className={`${css.picture} ${css[verdict]}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line className={css.zero} x1={at(0)} x2={at(0)} y1={0} y2={HEIGHT} />
      <line x1={at(least)} x2={at(most)} y1={y} y2={y} />
      <line x1={at(least)} x2={at(least)} y1={y - 6} y2={y + 6} />
      <line x1={at(most)} x2={at(most)} y1={y - 6} y2={y + 6} />
      <circle cx={at(middle)} cy={y} r={5} />
    </svg>
  );
}
