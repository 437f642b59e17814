import { runToEnd, type Steps } from './steps.ts';

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

export interface MinimiseOptions {
  /** Ends when corners and values are so near to each other. */
  readonly tolerance?: number | undefined;
  readonly mostEvaluations?: number | undefined;
}

export function minimise(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  options: MinimiseOptions = {},
): Minimum {
  return runToEnd(minimising(of, start, options));
}

/**
 * Nelder and Mead's simplex, begun a second time where it ended: a simplex that has gone flat does not stop it early. A step is one
 * move of the simplex.
 */
export function* minimising(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  { tolerance = 1e-8, mostEvaluations = 20_000 }: MinimiseOptions = {},
): Steps<Minimum> {
  const first = yield* descend(of, start, { tolerance, mostEvaluations });
  const second = yield* descend(of, first.at, { tolerance, mostEvaluations });
  return { ...second, evaluations: first.evaluations + second.evaluations };
}

function* descend(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  { tolerance, mostEvaluations }: { tolerance: number; mostEvaluations: number },
): Steps<Minimum> {
  let evaluations = 0;
  const corner = (at: readonly number[]): Corner => {
    evaluations += 1;
    const value = of(at);
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let corners = [start, ...start.map((value, index) => start.with(index, value === 0 ? 0.00025 : value * 1.05))].map(
    corner,
  );
  const better = (a: Corner, b: Corner) => a.value - b.value;
  while (evaluations < mostEvaluations) {
    yield;
    corners.sort(better);
    const [best, worst] = [corners[0] as Corner, corners.at(-1) as Corner];
    const second = corners.at(-2) as Corner;
    const far = Math.max(...corners.map(({ at }) => Math.max(...at.map((x, i) => Math.abs(x - (best.at[i] ?? 0))))));
    if (far <= tolerance && worst.value - best.value <= tolerance) break;
    const middle = start.map(
      (_, i) => corners.slice(0, -1).reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / start.length,
    );
    /** From the worst corner through the middle: 1 is its mirror image. */
    const along = (factor: number) => corner(middle.map((m, i) => m + factor * (m - (worst.at[i] ?? 0))));
    const mirrored = along(1);
    let taken: Corner | undefined;
    if (mirrored.value < best.value) taken = [along(2), mirrored].sort(better)[0];
    else if (mirrored.value < second.value) taken = mirrored;
    else {
      const inner = along(mirrored.value < worst.value ? 0.5 : -0.5);
      if (inner.value <= Math.min(mirrored.value, worst.value)) taken = inner;
    }
    if (taken) corners[corners.length - 1] = taken;
    else corners = [best, ...corners.slice(1).map(({ at }) => corner(at.map((x, i) => ((best.at[i] ?? 0) + x) / 2)))];
  }
  corners.sort(better);
  const { at, value } = corners[0] as Corner;
  return { at, value, evaluations };
}
