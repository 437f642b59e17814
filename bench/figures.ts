/** One line of the result. `ours` and `reference` are of the same run on the same machine, so their ratio may be compared. */
export interface Figure {
  readonly what: string;
  readonly ours: string;
  /** What it is held against, and its figure. */
  readonly reference?: string | undefined;
  readonly ratio?: number | undefined;
  /** The aim of DESIGN section 10, in words. */
  readonly budget?: string | undefined;
  /** Whether the aim is reached; undefined where there is none. */
  readonly met?: boolean | undefined;
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** Nearest rank. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

export const perSecond = (value: number): string =>
  `${value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(1)}/s`;
export const inMs = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const inMsSpread = ({ p50, p99 }: Spread): string => `p50 ${inMs(p50)}, p99 ${inMs(p99)}`;

export function asTable(figures: readonly Figure[]): string {
  const cell = (value: string | undefined) => value ?? '';
  const lines = figures.map(({ what, ours, reference, ratio, budget, met }) => {
    const verdict = met === undefined ? '' : met ? 'yes' : '**no**';
    return `| ${[what, ours, cell(reference), ratio === undefined ? '' : ratio.toFixed(2), cell(budget), verdict].join(' | ')} |`;
  });
  return [
    '| what | ours | reference | ratio | aim | reached |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
