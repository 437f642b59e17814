import { newId } from '../../../core/base/id.ts';
import type { Batch } from '../batch.ts';
import type { AcceptedEvent } from '../event.ts';
import { resolveCustomers } from '../resolve.ts';

/** Finds or makes the customer of each event. Identities are claimed here, because who loses a race must look again. */
export async function identify(batch: Batch): Promise<void> {
  const { trx, workspace, fresh, known } = batch;
  const customerIds = await resolveCustomers(trx, workspace, fresh, known);
  batch.events = fresh.map(
    (event, index): AcceptedEvent => ({ ...event, id: newId(), customerId: customerIds[index] as string }),
  );
}
