import { PermanentFailure } from '../../../core/base/failure.ts';
import { findOpenRuns } from '../../../store/runs/runs.ts';
import { mergeCustomers } from '../../customers/merge.ts';
import type { Batch } from '../batch.ts';
import { getFollowed } from '../published-journeys.ts';
import { customersConcerned } from './lock.ts';

/** Joins the customers that the calls say are one, in their order; then reads the open runs of who stays. */
export async function merge(batch: Batch): Promise<void> {
  const { trx, load, database, workspace, published, customers, events, acceptedAt, resolved } = batch;
  if (!resolved || resolved.joins.length === 0) return;
  for (const { from: fromId, into: intoId, call, why } of resolved.joins) {
    const [from, into] = [customers.get(fromId), customers.get(intoId)];
    if (!from || !into) throw new PermanentFailure('customer-gone', `customer ${fromId} or ${intoId} vanished`);
    const { messageId, byBrowserKey } = batch.fresh[call] ?? {};
    const merged = await mergeCustomers(
      trx,
      {
        workspace,
        from,
        into,
        at: acceptedAt,
        definitionsOf: (openRuns) => getFollowed(database, load, { workspace, published, openRuns }),
      },
      { why, by: byBrowserKey ? 'browser key' : 'server key', messageId },
    );
    customers.set(intoId, merged);
    customers.delete(fromId);
  }
  batch.openRuns = await findOpenRuns(trx, workspace, customersConcerned(published, events));
  batch.definitions = await getFollowed(database, load, { workspace, published, openRuns: batch.openRuns });
}
