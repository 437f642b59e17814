import { newId } from '../../core/base/id.ts';
import { mergeConsents } from '../../core/customer/consent.ts';
import { mergeTraits } from '../../core/customer/merge-traits.ts';
import type { LockedCustomer } from '../../store/customers/customers.ts';
import { insertMerge, type MergeTrace, markMerged } from '../../store/customers/merges.ts';
import type { Transaction } from '../../store/database/database.ts';
import { mergers } from './mergers/index.ts';
import type { Merge } from './mergers/subject-merger.ts';

/**
 * Joins two customers into one, in the caller's transaction. The identities of who goes and then both customers are locked.
 * What belongs to them moves by subject (mergers/). Events keep their customer's id and are read through `merged_into`,
 * which always names a customer that was not joined itself. Gives who stays, with the traits of both, and what moved.
 */
export async function mergeCustomers(
  trx: Transaction,
  merge: Merge,
  trace: Pick<MergeTrace, 'why' | 'by' | 'messageId'>,
): Promise<{ readonly customer: LockedCustomer; readonly moved: Readonly<Record<string, number>> }> {
  const { workspace, from, into, at } = merge;
  const moved: Record<string, number> = {};
  for (const { subject, merge: move } of mergers) moved[subject] = await move(trx, merge);
  await markMerged(trx, from.id, into.id);
  await insertMerge(trx, { ...trace, id: newId(), workspace, customerId: into.id, mergedId: from.id, at, moved });
  const consents = mergeConsents(into.consents, from.consents);
  return { customer: { ...into, ...mergeTraits(into, from), consents }, moved };
}
