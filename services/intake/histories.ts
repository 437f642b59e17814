import { withEvent } from '../../core/condition/history/history.ts';
import { joinNeeds, type Needs, needsHistory } from '../../core/condition/history/needs.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { historyNeeds } from '../../core/journey/history-needs.ts';
import { readHistories } from '../../store/condition/read-histories.ts';
import type { Batch } from './batch.ts';
import { type AcceptedEvent, isTrigger } from './event.ts';
import { needsOfLooks } from './segment-looks.ts';

/** Reads what conditions of intake look back to, of the customers of whom one may be asked. Most batches need nothing. */
export async function readBatchHistories(batch: Batch): Promise<void> {
  const { trx, published, events, customers, acceptedAt, histories } = batch;
  const needed = new Map<string, Needs[]>(); // by customer
  for (const event of events) {
    if (!isTrigger(event) && !event.enters) continue;
    const live = event.enters ? [published.liveVersion(event.enters.journey)] : published.enteredBy(event.name);
    const ofEntries = live
      .flatMap((version) => version ?? [])
      .flatMap(({ definition }) => historyNeeds(definition).atEntry ?? []);
    if (ofEntries.length > 0) needed.set(event.customerId, [...(needed.get(event.customerId) ?? []), ...ofEntries]);
  }
  for (const [customerId, ofSegments] of needsOfLooks(batch))
    if (needsHistory(ofSegments)) needed.set(customerId, [...(needed.get(customerId) ?? []), ofSegments]);
  const owners = [...needed].flatMap(([id, all]) => {
    const needs = joinNeeds([...new Set(all)]);
    return needsHistory(needs) ? [{ id, timeZone: timeZoneOf(customers.get(id)?.traits ?? {}), needs }] : [];
  });
  for (const [id, history] of await readHistories(trx, owners, acceptedAt)) histories.set(id, history);
}

/** From now on the event is in the history of its customer, and days are those of the zone that they now have. */
export function remember({ histories, customers }: Batch, event: AcceptedEvent): void {
  const history = histories.get(event.customerId);
  if (!history) return;
  const timeZone = timeZoneOf(customers.get(event.customerId)?.traits ?? {});
  histories.set(event.customerId, { ...(isTrigger(event) ? withEvent(history, event) : history), timeZone });
}
