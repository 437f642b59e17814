/**
 * Chances become whole parts per million, which add up to a million exactly; then one number decides. So the chance with which
 * something was chosen is known to the last part, and a replay chooses the same.
 */
export const million = 1_000_000;

/** All floors together take at most this much. */
const mostFloor = 0.2;

/** Each keeps a least chance: what is never tried is never learned about. */
export function withFloor(chances: readonly number[], floor: number): number[] {
  const each = Math.min(floor, mostFloor / chances.length);
  return chances.map((chance) => (1 - chances.length * each) * chance + each);
}

/** By the largest remainder; of equal ones the first gets more. */
export function toParts(chances: readonly number[]): number[] {
  const exact = chances.map((chance) => chance * million);
  const parts = exact.map(Math.floor);
  let left = million - parts.reduce((sum, each) => sum + each, 0);
  const order = exact
    .map((each, index) => ({ index, remainder: each - Math.floor(each) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of order) {
    if (left <= 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  return parts;
}

/** The place that `luck` (0 up to 1) falls on. */
export function pickAt(parts: readonly number[], luck: number): number {
  let left = luck * million;
  let last = 0;
  for (const [index, each] of parts.entries()) {
    if (each <= 0) continue;
    last = index;
    left -= each;
    if (left < 0) return index;
  }
  return last;
}
