import { USER_ID } from '../../core/customer/identity.ts';
import { countIdentities } from '../../store/customers/customers.ts';
import type { Batch } from './batch.ts';

/** Customers with a userId, in a workspace in which browser keys may not change their addresses. */
export async function protectedCustomers({ trx, published, events, resolved }: Batch): Promise<ReadonlySet<string>> {
  if (published.configuration.identities.browserMayChangeAddress) return new Set();
  const asked = events.filter(({ type, byBrowserKey }) => type === 'identify' && byBrowserKey);
  if (asked.length === 0) return new Set();
  const counted = await countIdentities(trx, [...new Set(asked.map(({ customerId }) => customerId))]);
  // Who becomes known by this very batch may say where to write to.
  const isNew = new Set(
    (resolved?.newIdentities ?? []).filter(({ kind }) => kind === USER_ID).map(({ customerId }) => customerId),
  );
  return new Set(
    counted.filter(({ kind, customerId }) => kind === USER_ID && !isNew.has(customerId)).map((each) => each.customerId),
  );
}
