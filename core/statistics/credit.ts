/** How a conversion is shared among the touches before it. */
export const creditModels = ['last', 'first', 'even', 'half-life'] as const;
export type CreditModel = (typeof creditModels)[number];

const halfLifeMs = 7 * 86_400_000;

/** The shares of touches, given by how long before the conversion each was, in milliseconds. They sum to 1; of none there is none. */
export function creditShares(model: CreditModel, before: readonly number[]): number[] {
  const weights = before.map((ms) => weightOf(model, ms, before));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function weightOf(model: CreditModel, ms: number, all: readonly number[]): number {
  switch (model) {
    case 'last':
      return ms === Math.min(...all) ? 1 : 0;
    case 'first':
      return ms === Math.max(...all) ? 1 : 0;
    case 'even':
      return 1;
    case 'half-life':
      return 0.5 ** ((ms - Math.min(...all)) / halfLifeMs);
  }
}

/** Whole units in parts by shares that sum to 1: the parts sum to the whole. What rounding leaves goes to the largest remainders. */
export function allot(units: number, shares: readonly number[]): number[] {
  const exact = shares.map((share) => share * units);
  const parts = exact.map(Math.floor);
  let left = units - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
