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
