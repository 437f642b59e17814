import { notePurchases } from '../../../store/measurement/customer-purchases.ts';
import type { Batch } from '../batch.ts';
import { isTrigger } from '../event.ts';

/** Notes who bought something: their purchases are summed, and their value computed, by a worker soon after. */
export async function purchases({ trx, workspace, published, events }: Batch): Promise<void> {
  const { purchase } = published.configuration.measurement;
  if (!purchase) return;
  const bought = events.filter((event) => event.name === purchase.event && isTrigger(event));
  if (bought.length > 0)
    await notePurchases(trx, workspace, [...new Set(bought.map(({ customerId }) => customerId))].sort());
}
