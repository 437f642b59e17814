import { newId } from '../../../core/base/id.ts';
import type { NamedBy } from '../../../core/customer/identity-plan.ts';
import { findMergedInto } from '../../../store/customers/customers.ts';
import { type Batch, warn } from '../batch.ts';
import type { AcceptedEvent } from '../event.ts';
import { resolveCustomers } from '../resolve.ts';

/** Finds or makes the customer of each event. Identities are claimed here, because who loses a race must look again. */
export async function identify(batch: Batch): Promise<void> {
  const { trx, workspace, fresh, named, known } = batch;
  // Events that we make ourselves name their customer; all others are resolved by their identities.
  const outside = fresh.flatMap(({ customerId }, index) => (customerId === undefined ? [index] : []));
  const resolved = await resolveCustomers(
    trx,
    workspace,
    outside.map((index) => named[index] as NamedBy),
    known,
  );
  const own = fresh.flatMap(({ customerId }) => customerId ?? []);
  const mergedInto = own.length === 0 ? new Map<string, string>() : await findMergedInto(trx, own);
  const customers = new Map(outside.map((index, place) => [index, resolved.customers[place] as string]));
  batch.resolved = {
    ...resolved,
    joins: resolved.joins.map((join) => ({ ...join, call: outside[join.call] as number })),
  };
  batch.events = fresh.map(
    (event, index): AcceptedEvent => ({
      ...event,
      id: newId(),
      customerId: customers.get(index) ?? mergedInto.get(event.customerId as string) ?? (event.customerId as string),
    }),
  );
  for (const [index, problems] of resolved.flags)
    warn(batch, batch.events[outside[index] as number]?.id ?? '', ...problems);
}
