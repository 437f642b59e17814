import { idIn, personOf } from '../load.ts';
import type { Played } from '../play.ts';
import type { Books } from './findings.ts';

/** No message of a withdrawn topic is claimed after the withdrawal was answered; after a join it counts for both. */
export async function reconcileConsents(
  { look, lost, afterConsent }: Books,
  { withdrawals, joins }: Played,
): Promise<void> {
  const attempts = await look<{ key: string; messageId: string; startedAt: number }>(
    `select message.id as key, e.message_id as "messageId", extract(epoch from attempt.started_at) * 1000 as "startedAt"
     from message_attempts attempt join messages message on message.id = attempt.message_id and message.journey_id = 'welcome'
     join journey_runs run on run.id = message.journey_run_id
     join events e on e.id = run.entry_event_id and e.accepted_at = run.entry_accepted_at`,
  );
  const joinedAt = new Map(joins.map(({ into, answeredAt }) => [personOf(into), answeredAt]));
  for (const { key, messageId, startedAt } of attempts) {
    const id = idIn(messageId);
    for (const [withdrawnBy, answeredAt] of withdrawals) {
      if (personOf(withdrawnBy) !== personOf(id)) continue;
      const holdsSince = withdrawnBy === id ? answeredAt : Math.max(answeredAt, joinedAt.get(personOf(id)) ?? Infinity);
      if (startedAt > holdsSince)
        afterConsent.push(`mail ${key}, claimed ${Math.round(startedAt - holdsSince)} ms after`);
    }
  }
  const withdrawn = await look<{ id: string }>(
    `select distinct i.value as id from consents join identities i using (customer_id) where state = 'withdrawn'`,
  );
  const stored = new Set(withdrawn.map(({ id }) => id));
  for (const id of withdrawals.keys()) if (!stored.has(id)) lost.push(`withdrawal ${id}`);
}
