import type { Transaction } from '../../../store/database/database.ts';
import { rememberMessageIds } from '../../../store/events/events.ts';
import type { Batch } from '../batch.ts';
import type { IncomingEvent } from '../event.ts';
import { findKnown, namedBy } from '../resolve.ts';

/** Remembers the messageIds and leaves out the events whose messageId was accepted before. */
export async function dedupe(batch: Batch): Promise<void> {
  const { trx, workspace, admitted } = batch;
  const named = new Map(admitted.map((event) => [event, namedBy(event)]));
  // Sent one behind the other: who waits for another batch with the same messageIds sees the people that it brought.
  const [fresh, known] = await Promise.all([
    dropDuplicates(trx, workspace, admitted),
    findKnown(trx, workspace, [...named.values()]),
  ]);
  batch.fresh = fresh;
  batch.named = fresh.map((event) => named.get(event) ?? namedBy(event));
  batch.known = known;
}

async function dropDuplicates(
  trx: Transaction,
  workspace: string,
  incoming: readonly IncomingEvent[],
): Promise<IncomingEvent[]> {
  const first = [...new Map([...incoming].reverse().map((event) => [event.messageId, event])).values()].reverse();
  const unseen = await rememberMessageIds(
    trx,
    workspace,
    first.map(({ messageId }) => messageId),
  );
  return first.filter(({ messageId }) => unseen.has(messageId));
}
