/**
 * Linear models over contexts of indicators, shrunk towards what all candidates have in common. A context nobody has seen gets
 * the common part. Matrices are symmetric, of at most 40 columns, stored row by row.
 */
export interface Gram {
  /** Σ n·x·x', row by row. */
  readonly xx: Float64Array;
  /** Σ y·x. */
  readonly xy: Float64Array;
}

export function emptyGram(size: number): Gram {
  return { xx: new Float64Array(size * size), xy: new Float64Array(size) };
}

/** Adds trials (`count`, which may be a fraction) with a sum of rewards in one context. */
export function addTo({ xx, xy }: Gram, columns: readonly number[], count: number, sum: number): void {
  const size = xy.length;
  for (const row of columns) {
    xy[row] = (xy[row] as number) + sum;
    for (const column of columns) xx[row * size + column] = (xx[row * size + column] as number) + count;
  }
}

export interface LinearFit {
  readonly weights: readonly number[];
  /** The covariance of the weights, row by row. */
  readonly covariance: readonly number[];
}

/**
 * Weights and covariance: `C = (X'X/v + P)⁻¹`, `w = C(X'y/v + P·prior)`. `precision` is the diagonal of P.
 */
export function fitLinear(
  { xx, xy }: Gram,
  { variance, precision, prior }: { variance: number; precision: readonly number[]; prior: readonly number[] },
): LinearFit {
  const size = xy.length;
  const matrix = Float64Array.from(xx, (value) => value / variance);
  const right = Float64Array.from(
    xy,
    (value, index) => value / variance + (precision[index] as number) * (prior[index] as number),
  );
  for (let index = 0; index < size; index += 1)
    matrix[index * size + index] = (matrix[index * size + index] as number) + (precision[index] as number);
  const covariance = invert(matrix, size);
  const weights = Array.from({ length: size }, (_, row) =>
    right.reduce((sum, value, column) => sum + (covariance[row * size + column] as number) * value, 0),
  );
  return { weights, covariance: [...covariance] };
}

/** x'w of a context's columns. */
export function scoreOf(weights: readonly number[], columns: readonly number[]): number {
  return columns.reduce((sum, column) => sum + (weights[column] as number), 0);
}

/** x'Cx of a context's columns. */
export function varianceOf(covariance: readonly number[], size: number, columns: readonly number[]): number {
  let sum = 0;
  for (const row of columns) for (const column of columns) sum += covariance[row * size + column] as number;
  return Math.max(sum, 0);
}

/** The inverse of a symmetric positive matrix, by Cholesky. */
function invert(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let k = 0; k < column; k += 1)
        sum -= (lower[row * size + k] as number) * (lower[column * size + k] as number);
      lower[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-300)) : sum / (lower[column * size + column] as number);
    }
  }
  const inverse = new Float64Array(size * size);
  for (let unit = 0; unit < size; unit += 1) {
    const solution = new Float64Array(size);
    for (let row = 0; row < size; row += 1) {
      let sum = row === unit ? 1 : 0;
      for (let k = 0; k < row; k += 1) sum -= (lower[row * size + k] as number) * (solution[k] as number);
      solution[row] = sum / (lower[row * size + row] as number);
    }
    for (let row = size - 1; row >= 0; row -= 1) {
      let sum = solution[row] as number;
      for (let k = row + 1; k < size; k += 1) sum -= (lower[k * size + row] as number) * (solution[k] as number);
      solution[row] = sum / (lower[row * size + row] as number);
    }
    for (let row = 0; row < size; row += 1) inverse[row * size + unit] = solution[row] as number;
  }
  return inverse;
}
