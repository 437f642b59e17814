import { CAP, digests } from '../journeys.ts';
import { idIn, isAtNight, personOf } from '../load.ts';
import type { Played } from '../play.ts';
import type { Books } from './findings.ts';

/** No more digests are claimed for a customer than the cap says, and none where it is night. After a join what went to both counts. */
export async function reconcileLimits(
  { look, overCap, atNight }: Books,
  { joins }: Played,
): Promise<{ capped: number; quiet: number }> {
  const claims = await look<{ key: string; messageId: string; at: number }>(
    `select message.id as key, e.message_id as "messageId", extract(epoch from min(attempt.started_at)) * 1000 as at
     from messages message join message_attempts attempt on attempt.message_id = message.id
     join journey_runs run on run.id = message.journey_run_id
     join events e on e.id = run.entry_event_id and e.accepted_at = run.entry_accepted_at
     where message.journey_id = any (?) group by 1, 2 order by 3`,
    [[...digests]],
  );
  const joinedAt = new Map(joins.map(({ into, answeredAt }) => [personOf(into), answeredAt]));
  const earlier: { id: string; at: number }[] = [];
  for (const { key, messageId, at } of claims) {
    const id = idIn(messageId);
    const person = personOf(id);
    const counted = earlier.filter(
      (other) =>
        at - other.at < CAP.hours * 3_600_000 &&
        (other.id === id || (personOf(other.id) === person && at > (joinedAt.get(person) ?? Infinity))),
    );
    if (counted.length >= CAP.most) overCap.push(`message ${key} to ${id}, after ${counted.length}`);
    if (isAtNight(id)) atNight.push(`message ${key} to ${id}, claimed ${new Date(at).toISOString()}`);
    earlier.push({ id, at });
  }
  const [blocked] = await look<{ capped: number; quiet: number }>(
    `select count(*) filter (where blocked_by = 'caps') as capped, count(*) filter (where blocked_by = 'quiet-hours') as quiet
     from messages where journey_id = any (?)`,
    [[...digests]],
  );
  return blocked ?? { capped: 0, quiet: 0 };
}
