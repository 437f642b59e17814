import { servedAs, servedChannels } from '../../measurement/processes.ts';
import { isPausedRun } from '../../runs/runs.ts';

/**
 * Messages of a customer that are about to leave, of journeys with a higher priority: the rule "priority" lets them go first
 * under a shared cap. A message holds nobody back that failed temporarily or is in doubt, whose run is stuck, which a
 * kill switch or a pause of its journey stops, or whose channel no live worker serves; and none does for longer than the rule looks back.
 *   requested          about to leave since then
 *   claimed, sending   since the claim
 *   deferred           since it became due: of messages that wait for the same moment, the higher priority goes first
 */
const LOOK_BACK = `interval '60 seconds'`;
/** Quiet hours last for a day at most. What waited for longer, for a cap or a hold, holds nobody back. */
const OLDEST = `interval '26 hours'`;

/**
 * SQL for them, as JSON; null in a workspace without caps. `own` is the workspace's row, `clock.now` its time. Four parameters:
 * the customer, the message itself, its priority, and whether it is observed: observed messages hold back no other.
 */
export const rivalMessages = `case when own.caps_for is not null then (
  select coalesce(json_agg(json_build_object('id', id, 'journey', journey_id, 'step', step_id, 'channel', channel, 'topic', topic,
           'priority', priority, 'since', floor(extract(epoch from since) * 1000))), '[]')
  from (
    select m.*, case m.state when 'deferred' then cast(m.rule_value as timestamptz) else m.updated_at end as since
    from messages m join journey_runs run on run.id = m.journey_run_id
    where m.customer_id = ? and m.id <> ? and m.priority > ? and (not m.observed or cast(? as boolean)) and m.created_at > clock.now - ${OLDEST} and m.in_caps
      and m.state in ('requested', 'claimed', 'sending', 'deferred') and not m.in_doubt
      and run.ended_at is null and run.stuck_at is null and not ${isPausedRun}
      and not exists (
        select 1 from kill_switches k where k.workspace = m.workspace
          and (k.scope = 'workspace' or k.scope = 'journey' and k.name = m.journey_id
               or k.scope = 'channel' and k.name = split_part(m.channel, ':', 1)))
  ) rival
  where since > clock.now - ${LOOK_BACK} and since <= clock.now
    and ${servedAs('channel')} = any(cast(${servedChannels} as text[]))) end`;
