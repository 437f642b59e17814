import type { Feature } from './policy.ts';

/**
 * What a decision knows of the customer: each feature's value falls into a bin. The bins' numbers, joined, are the context's
 * key ("2|0"), under which experience is summed up. A missing value has a bin of its own, written "x".
 */
export type Bins = readonly (number | 'x')[];

export function binsOf(features: readonly Feature[], read: (field: string) => unknown): Bins {
  return features.map((feature) => binOf(feature, read(feature.field)));
}

function binOf({ bins, values }: Feature, value: unknown): number | 'x' {
  if (value === undefined || value === null) return 'x';
  if (values) return values.findIndex((each) => each === value) + 1;
  if (typeof value !== 'number' || Number.isNaN(value)) return 'x';
  return (bins ?? []).filter((edge) => value >= edge).length;
}

export const contextKey = (bins: Bins): string => bins.join('|');

/** How many indicators the features take, the intercept included: one for each bin but the first, one for what is missing. */
export function columnCount(features: readonly Feature[]): number {
  return 1 + features.reduce((sum, feature) => sum + indicators(feature), 0);
}

const indicators = ({ bins, values }: Feature) => (bins ?? values ?? []).length + 1;

/** The columns that are one for a context; the intercept, column 0, always is. */
export function columnsOf(features: readonly Feature[], key: string): readonly number[] {
  const bins = key.split('|');
  const columns = [0];
  let offset = 1;
  for (const [index, feature] of features.entries()) {
    const count = indicators(feature);
    const bin = bins[index];
    if (bin === 'x') columns.push(offset + count - 1);
    else if (bin !== undefined && Number(bin) > 0 && Number(bin) < count) columns.push(offset + Number(bin) - 1);
    offset += count;
  }
  return columns;
}

/** A column in words: "orders from 2 to 5". */
export function describeColumn(features: readonly Feature[], column: number): string {
  let offset = 1;
  for (const feature of features) {
    const count = indicators(feature);
    if (column < offset + count) return describeBin(feature, column - offset + 1, count);
    offset += count;
  }
  return '';
}

/** A context in words: "orders under 2, country is DE"; of a policy that looks at nothing, "". */
export function describeContext(features: readonly Feature[], key: string): string {
  const bins = key.split('|');
  return features
    .map((feature, index) => {
      const bin = bins[index] ?? 'x';
      return describeBin(feature, bin === 'x' ? indicators(feature) : Number(bin), indicators(feature));
    })
    .join(', ');
}

function describeBin({ name, bins, values }: Feature, bin: number, count: number): string {
  const label = name.replaceAll('_', ' ');
  if (bin === count) return `${label} not known`;
  if (values) return bin === 0 ? `${label} is another` : `${label} is ${String(values[bin - 1])}`;
  const edges = bins ?? [];
  if (bin === 0) return `${label} under ${edges[0]}`;
  const next = edges[bin];
  return next === undefined ? `${label} ${edges[bin - 1]} or more` : `${label} from ${edges[bin - 1]} to under ${next}`;
}
