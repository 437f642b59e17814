import { earned } from '../../../core/decision/reward.ts';
import { rewardDecision } from '../../../store/decisions/decisions.ts';
import type { Batch } from '../batch.ts';
import { isTrigger } from '../event.ts';

/**
 * Adds what events are worth to the decisions that they follow. After `flush`, under the lock of their customers, and only for events
 * that a live policy counts: those of the journeys' catalog, so of the same commit.
 */
export async function rewards({ trx, published, events, customers, acceptedAt }: Batch): Promise<void> {
  for (const event of events) {
    const policies = published.rewardedBy(event.name);
    if (policies.length === 0 || !isTrigger(event)) continue;
    const traits = customers.get(event.customerId)?.traits ?? {};
    for (const { ownMessage, ...reward } of earned(policies, event, traits)) {
      const messageId = ownMessage ? event.feedback?.messageId : undefined;
      if (ownMessage && messageId === undefined) continue;
      const { id: eventId, customerId, timestamp: at } = event;
      await rewardDecision(trx, { ...reward, customerId, eventId, at, messageId }, acceptedAt);
    }
  }
}
