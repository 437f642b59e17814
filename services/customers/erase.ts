import { consentOf, listCounting } from '../../core/customer/consent.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { findCustomerView } from '../../store/customers/customer-views.ts';
import { type Customer, lockCustomers, lockIdentitiesOf } from '../../store/customers/customers.ts';
import { eraseMentions, eraseRows, findJoinedInto, lockRunsOf, noteErasedRuns } from '../../store/customers/erase.ts';
import { findCustomer } from '../../store/customers/resolve-customer.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import { collision } from '../../store/database/errors.ts';
import { addSuppressions, type NewSuppression } from '../../store/messages/suppressions.ts';

export interface Erasure {
  /** Our own id of who was erased: it leads nowhere any more. */
  readonly customerId: string;
  readonly runs: number;
  /** Addresses whose "no" is kept as a hash. */
  readonly keptRefusals: number;
}

/**
 * Erases a customer, by our own id or their userId, in one transaction: when it has committed, nothing of them is stored but
 * keyed hashes of addresses that are suppressed, or from which something was withdrawn. Locks: identities, customers, runs,
 * messages. An attempt that has begun to send ends without a row to write to. Undefined: there is no such customer.
 */
export async function eraseCustomer(database: Database, workspace: string, name: string): Promise<Erasure | undefined> {
  return inTransaction(
    database,
    async (trx) => {
      const customerId = await findCustomer(trx, workspace, name);
      if (customerId === undefined) return undefined;
      const customerIds = [customerId, ...(await findJoinedInto(trx, customerId))];
      await lockIdentitiesOf(trx, customerIds);
      const locked = await lockCustomers(trx, customerIds);
      const customer = locked.find(({ id }) => id === customerId);
      if (!customer || customer.mergedInto !== null || locked.length < customerIds.length)
        throw collision('the customer was joined meanwhile');
      const view = await findCustomerView(trx, workspace, customerId);
      const identities = view?.identities ?? [];
      const addresses = addressesOf(customer, identities);
      const at = await workspaceClock(trx, workspace).now();
      const refusals = refusalsOf(customer, addresses, at);
      const runs = await lockRunsOf(trx, customerIds);
      const values = [
        ...new Set([...identities.map(({ value }) => value), ...addresses.map(({ address }) => address)]),
      ];
      const erased = { workspace, customerIds, values };
      await eraseMentions(
        trx,
        erased,
        runs.map(({ id }) => id),
      );
      await eraseRows(trx, erased);
      await addSuppressions(trx, workspace, refusals);
      await noteErasedRuns(
        trx,
        runs.filter(({ isOpen }) => isOpen),
      );
      return { customerId, runs: runs.length, keptRefusals: refusals.length };
    },
    LONG_ERASURE,
  );
}

/** Somebody may have a hundred thousand events. */
const LONG_ERASURE = { statementMs: 60_000, lockMs: 10_000 };

interface Address {
  readonly channel: 'email' | 'sms';
  readonly address: string;
}

/** Every address that they are or were known by. */
function addressesOf({ traits }: Customer, identities: readonly { kind: string; value: string }[]): Address[] {
  const given = [traits, ...identities.map(({ kind, value }) => ({ [kind]: value }))];
  const all = given.flatMap((each) =>
    (['email', 'sms'] as const).flatMap((channel): Address[] => {
      const address = channelKinds[channel].addressOf(each);
      return address === undefined ? [] : [{ channel, address }];
    }),
  );
  return [...new Map(all.map((each) => [`${each.channel} ${each.address}`, each])).values()];
}

/**
 * What must outlive them: a customer who withdrew anything gets no marketing at their addresses, even after another import;
 * one who withdrew a channel gets nothing there. Addresses that are suppressed already stay so.
 */
function refusalsOf({ consents }: Customer, addresses: readonly Address[], at: number): NewSuppression[] {
  const withdrawn = listCounting(consents, at).filter(({ state }) => state === 'withdrawn');
  const isAboutMarketing = withdrawn.some(({ subject: { kind, name } }) => kind !== 'purpose' || name === 'marketing');
  return addresses.flatMap((address): NewSuppression[] => {
    const channel = consentOf(consents, { kind: 'channel', name: address.channel }, at);
    if (channel?.state === 'withdrawn') return [{ ...address, reason: 'manual', at }];
    return isAboutMarketing ? [{ ...address, reason: 'withdrawn', at }] : [];
  });
}
