import { newId } from '../../../core/base/id.ts';
import { type Batch, warn } from '../batch.ts';
import type { AcceptedEvent } from '../event.ts';
import { resolveCustomers } from '../resolve.ts';

/** Finds or makes the customer of each event. Identities are claimed here, because who loses a race must look again. */
export async function identify(batch: Batch): Promise<void> {
  const { trx, workspace, fresh, named, known } = batch;
  const resolved = await resolveCustomers(trx, workspace, named, known);
  batch.resolved = resolved;
  batch.events = fresh.map(
    (event, index): AcceptedEvent => ({ ...event, id: newId(), customerId: resolved.customers[index] as string }),
  );
  for (const [index, problems] of resolved.flags) warn(batch, batch.events[index]?.id ?? '', ...problems);
}
