import type { CountedMessages } from '../../../core/message/limits/facts.ts';

/**
 * Which messages count in frequency caps. In a workspace with caps each claim writes `counted_at`, under its customer's lock, and
 * caps are judged under the same lock; so no two claims can use one place. What blocks or permanently fails a message later
 * gives its place back. `caps_since` and `caps_for` of the workspace say since when claims are marked, and how far back its
 * caps look; of a workspace without caps both are null, nothing is marked and nothing is read.
 *   counted_at is set                      the newest claim of a message that counts
 *   in_caps, accepted before `caps_since`  counts, too: the workspace had no caps then
 * Observed messages count for observed messages alone, for which those that were sent count, too.
 */
const MOST_COUNTED = 2_000;

/** Nothing was claimed, or the claim's end gave the place back. */
const counts = `m.state not in ('requested', 'blocked', 'failed-permanently') and (m.state <> 'deferred' or m.in_doubt)`;
const columns = `m.id, m.journey_id as journey, m.step_id as step, m.channel, m.topic, m.priority`;

/**
 * SQL for the customer's messages that count, as JSON, the newest first; null without caps. `own` is the workspace's row,
 * `clock.now` its time. Six parameters: the customer, the message itself and whether it is observed, twice.
 */
export const countedMessages = `case when own.caps_for is not null then (
  select coalesce(json_agg(json_build_object('id', id, 'journey', journey, 'step', step, 'channel', channel, 'topic', topic,
           'priority', priority, 'at', floor(extract(epoch from at) * 1000)) order by at desc), '[]')
  from (
    (select ${columns}, m.counted_at as at from messages m
     where m.customer_id = ? and m.id <> ? and (not m.observed or cast(? as boolean)) and m.counted_at > clock.now - own.caps_for and ${counts})
    union all
    (select ${columns}, m.accepted_at as at from messages m
     where own.caps_since > clock.now - own.caps_for and m.customer_id = ? and m.id <> ? and (not m.observed or cast(? as boolean)) and m.in_caps and m.counted_at is null
       and m.accepted_at > clock.now - own.caps_for)
    order by at desc limit ${MOST_COUNTED + 1}) counted) end`;

/** What that gives. */
export function countedOf(read: CountedMessages['messages'] | null): CountedMessages {
  const all = read ?? [];
  return { messages: all.slice(0, MOST_COUNTED), isCut: all.length > MOST_COUNTED };
}
