export interface Series {
  readonly id: string;
  readonly label: string;
  /** A token: "ok", "arm-2". Colour means a state, or tells arms apart. */
  readonly color: string;
}

export interface Point {
  /** Epoch milliseconds: the beginning of its bucket. */
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
  /** Its time is not over. */
  readonly isUnfinished?: boolean;
}

export interface ChartProps {
  readonly kind: 'line' | 'stacked-bars';
  /** What it shows, as a heading and read aloud. */
  readonly title: string;
  readonly series: readonly Series[];
  readonly points: readonly Point[];
  readonly height?: number;
}

export function clock(at: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(at);
}
