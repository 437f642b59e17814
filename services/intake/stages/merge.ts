import { PermanentFailure } from '../../../core/base/failure.ts';
import { changedTraits } from '../../../core/customer/traits.ts';
import type { SegmentLook } from '../../../core/segment/evaluate.ts';
import { findOpenRuns } from '../../../store/runs/runs.ts';
import { mergeCustomers } from '../../customers/merge.ts';
import type { Batch } from '../batch.ts';
import { watching } from '../match.ts';
import { getFollowed } from '../published-journeys.ts';
import { customersConcerned } from './lock.ts';

/** Joins the customers that the calls say are one, in their order; then reads the open runs of who stays. */
export async function merge(batch: Batch): Promise<void> {
  const { trx, load, database, workspace, published, customers, events, acceptedAt, resolved, revisits, effects } =
    batch;
  /** By who stays: the watched traits that are different for a run of either. */
  const changed = new Map<string, readonly string[]>();
  if (!resolved || resolved.joins.length === 0) return;
  for (const { from: fromId, into: intoId, call, why } of resolved.joins) {
    const [from, into] = [customers.get(fromId), customers.get(intoId)];
    if (!from || !into) throw new PermanentFailure('customer-gone', `customer ${fromId} or ${intoId} vanished`);
    const { messageId, byBrowserKey } = batch.fresh[call] ?? {};
    const { customer: merged } = await mergeCustomers(
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
    const names = [into.traits, from.traits].flatMap((before) => changedTraits(before, merged.traits));
    const before = [changed.get(fromId) ?? [], changed.get(intoId) ?? []].flat();
    changed.set(intoId, [...new Set([...before, ...names.filter((trait) => published.isWatched(trait))])]);
    customers.set(intoId, merged);
    customers.delete(fromId);
    const looks = [...published.segments.all.keys()].map((id): [string, SegmentLook] => [id, { cause: 'merge' }]);
    revisits.delete(fromId);
    if (looks.length > 0) revisits.set(intoId, new Map(looks));
  }
  const watched = [...changed].flatMap(([id, names]) => (names.length > 0 && customers.has(id) ? [id] : []));
  const concerned = new Set([...customersConcerned(published, events, revisits), ...watched]);
  batch.openRuns = await findOpenRuns(trx, workspace, [...concerned]);
  batch.definitions = await getFollowed(database, load, { workspace, published, openRuns: batch.openRuns });
  for (const open of batch.openRuns) {
    for (const { run, traits } of watching(batch.definitions, open, changed.get(open.customerId) ?? [])) {
      effects.inputs.push({ journeyRunId: run.id, kind: 'customer-changed', traits });
      effects.outbox.push({ journeyRunId: run.id, label: 'the customer changed' });
    }
  }
}
