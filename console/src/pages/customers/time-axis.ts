/** Idle spans that are longer shrink to a notch, so that what happened stays apart. */
export const LONGEST_IDLE_MS = 3 * 86_400_000;
/** A notch is as wide as this much time. */
const NOTCH_MS = 12 * 3_600_000;

export interface Notch {
  /** From 0 to 1. */
  readonly at: number;
  readonly length: number;
}

export interface TimeAxis {
  /** The place of a moment, from 0 to 1. */
  place(moment: number): number;
  readonly notches: readonly Notch[];
}

/** An axis over these moments. `isTrue`: idle spans are as long as they are. */
export function timeAxis(moments: readonly number[], isTrue: boolean): TimeAxis {
  const points = [...new Set(moments)].sort((a, b) => a - b);
  const first = points[0] ?? 0;
  const spans = points.slice(1).map((to, index) => {
    const from = points[index] as number;
    const length = to - from;
    const isNotch = !isTrue && length > LONGEST_IDLE_MS;
    return { from, to, length, isNotch, weight: isNotch ? NOTCH_MS : length };
  });
  const total = spans.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let before = 0;
  const placed = spans.map((span) => {
    const begin = before / total;
    before += span.weight;
    return { ...span, begin, end: before / total };
  });
  return {
    place(moment) {
      const span = placed.find(({ to }) => moment <= to);
      if (!span) return placed.length === 0 ? 0.5 : 1;
      if (moment <= first) return 0;
      return span.begin + ((moment - span.from) / span.length) * (span.end - span.begin);
    },
    notches: placed
      .filter(({ isNotch }) => isNotch)
      .map(({ begin, end, length }) => ({ at: (begin + end) / 2, length })),
  };
}
