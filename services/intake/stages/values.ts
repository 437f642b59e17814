import { valueTrait } from '../../../core/condition/customer-value.ts';
import type { SegmentLook } from '../../../core/segment/evaluate.ts';
import type { Batch } from '../batch.ts';
import { setTrait } from './set-trait.ts';

/** Sets what was computed of customers' purchases, and has the segments looked at that it may change. */
export async function values(batch: Batch): Promise<void> {
  const { values: computed, customers, published, revisits } = batch;
  const looking = published.segments.byTrait(valueTrait);
  for (const [customerId, value] of computed) {
    const before = customers.get(customerId)?.traits[valueTrait];
    if (!customers.has(customerId) || isSame(before, value)) continue;
    setTrait(batch, customerId, valueTrait, value);
    const looks = new Map<string, SegmentLook>(looking.map(({ id }) => [id, { cause: 'trait' }]));
    revisits.set(customerId, new Map([...looks, ...(revisits.get(customerId) ?? [])]));
  }
}

/** PostgreSQL keeps members in an order of its own. */
function isSame(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) => JSON.stringify(Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
