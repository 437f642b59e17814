import { nowOf } from '../database/clock.ts';
import { type Database, executeAlone, type Transaction } from '../database/database.ts';
import type { AttemptOutcome } from './messages.ts';

export interface Settlement {
  readonly state: 'accepted' | 'failed-temporarily' | 'failed-permanently' | 'unknown';
  readonly providerId?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly errorId?: string | undefined;
  /** The attempt may have arrived all the same. */
  readonly inDoubt?: boolean | undefined;
  /** False: an operator asked for the attempt, and the run, which has gone on, is not told. */
  readonly tellsRun?: boolean | undefined;
  /** What the run receives: that the job is settled, or deferred. Undefined for an attempt that its activity makes again. */
  readonly input?: { readonly kind: 'job-settled' | 'job-deferred'; readonly body: object | undefined } | undefined;
  /** When it will be made again at the latest, milliseconds from now: the sweeper keeps away until then. */
  readonly longestPauseMs: number;
  /** The id of the event "Message Sent" that an accepted message becomes here; undefined: intake stores it, or there is none. */
  readonly sentEventId?: string | undefined;
}

/** Only where no run may react to it: then nothing but the row is needed, and the send's own transaction has it. */
const insertSentEvent = `insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
       select cast(? as uuid), workspace, customer_id, 'track', 'Message Sent',
         jsonb_strip_nulls(jsonb_build_object('message_id', message_id, 'journey_run_id', journey_run_id, 'journey', journey_id, 'step', step_id,
           'channel', channel, 'template', template_id)),
         '{}', 'sent/' || message_id, at, at
       from settled where ?`;

/**
 * Settles an attempt and notifies its run, in one statement of its own. Conditional on the token, but "accepted" also
 * replaces "unknown": the truth may come late, and then the run has gone on and is not notified. The run is locked first, as
 * by everybody who takes both; of a run that is gone (its customer was erased) nothing is written.
 */
export async function settleMessage(
  on: Database | Transaction,
  messageId: string,
  attemptToken: string,
  {
    state,
    providerId,
    errorCode,
    errorId,
    inDoubt = false,
    input,
    longestPauseMs,
    sentEventId,
    tellsRun = true,
  }: Settlement,
): Promise<void> {
  const outcome: AttemptOutcome = inDoubt ? 'unknown' : state;
  await executeAlone(
    on,
    `with run as (
       select id from journey_runs where id = (select journey_run_id from messages where id = ?) for no key update),
     before as (
       select message.id, message.state, ${nowOf('message.workspace')} as at from run, messages message
       where message.id = ? and journey_run_id = run.id
         and ((message.state in ('claimed', 'sending') and exists (
                select 1 from message_attempts own where message_id = message.id and own.attempt = message.attempt and token = ?))
              or (? = 'accepted' and message.state = 'unknown'))
       for update of message),
     settled as (
       update messages set state = ?, in_doubt = in_doubt or ?, leased_until = null, updated_at = before.at,
         accepted_at = case when ? = 'accepted' then before.at end
       from before where messages.id = before.id returning messages.id as message_id, workspace, customer_id, journey_run_id, journey_id,
         step_id, channel, template_id, before.state as before, before.at),
     sent as (${insertSentEvent}),
     attempted as (
       update message_attempts set outcome = ?, provider_id = ?, error_code = ?, error_id = ?, ended_at = before.at
       from before where message_id = before.id and token = ?),
     told as (
       update journey_runs set last_seq = last_seq + case when ? then 1 else 0 end,
         due_at = case when ? then least(coalesce(due_at, 'infinity'), at) else at + ? * interval '1 millisecond' end
       from settled where id = journey_run_id and ended_at is null and before <> 'unknown' and ? returning id, last_seq, at)
     insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
     select id, last_seq, cast(? as text), cast(? as jsonb), at from told where ?`,
    [
      messageId,
      messageId,
      attemptToken,
      state,
      state,
      inDoubt,
      state,
      sentEventId ?? null,
      sentEventId !== undefined,
      outcome,
      providerId ?? null,
      errorCode ?? null,
      errorId ?? null,
      attemptToken,
      input !== undefined,
      input !== undefined,
      longestPauseMs,
      tellsRun,
      input?.kind ?? null,
      input === undefined ? null : JSON.stringify(input.body),
      input !== undefined,
    ],
  );
}
