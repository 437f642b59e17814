import type { EventFact } from '../../core/journey/engine/turn.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, executeAlone, rows, type Transaction, timestamp } from '../database/database.ts';
import type { LockedRun } from '../runs/runs.ts';
import { entryFact } from '../runs/turn-facts.ts';

/**
 * The ledger of messages, one row each. Its id is its name for ever, to receivers too; of a run, (run, visit) has one.
 * States and who moves them:
 *   requested ─claim─▶ claimed ─▶ sending ─▶ accepted | failed-permanently (rejected) | failed-temporarily | unknown
 *   requested ─guard─▶ blocked (a rule said no, final) | deferred (a rule said later)
 *   requested ─exit─▶ blocked (the turn that drops the job says so)
 *   failed-temporarily, deferred, and claimed whose lease is over ─claim─▶ claimed
 *   sending whose lease is over: unknown where the receiver has no key, claimed again where it honours ours
 * `in_doubt`: an attempt began and its end is not known. It stays while the message is tried again under its key, for no
 * later word but the receiver's says whether the first arrived: such a message is not blocked, and an exit waits for it.
 * Each claim is a row of message_attempts, with a token. Nobody but the holder of the newest attempt's token acts before
 * the lease ends. A late "accepted" wins over "unknown". An attempt that died is closed by the next verdict: "unknown" if
 * it had begun to send, else "abandoned".
 */
export const messageStates = [
  'requested',
  'claimed',
  'sending',
  'accepted',
  'blocked',
  'deferred',
  'failed-temporarily',
  'failed-permanently',
  'unknown',
] as const;
export type MessageState = (typeof messageStates)[number];

/** How an attempt ended. Undefined, and null in the table: it has not. */
export const attemptOutcomes = [
  'accepted',
  'failed-temporarily',
  'failed-permanently',
  'unknown',
  'abandoned',
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** A message of a run, and the visit that waits for it. */
export interface MessageKey {
  readonly messageId: string;
  readonly journeyRunId: string;
  readonly visit: number;
}

export interface LedgerEntry {
  readonly state: MessageState;
  readonly channel: string;
  readonly attempt: number;
  readonly leasedUntil: number | null;
  readonly inDoubt: boolean;
}

/** What is stored about a message that may be sent, read under its customer's and its run's lock. */
export interface ClaimFacts {
  /** The workspace's clock. */
  readonly now: number;
  /** Undefined: there is no such message (any more). */
  readonly ledger: LedgerEntry | undefined;
  /** The live version of the template; undefined when there is none. */
  readonly templateVersion: number | undefined;
  readonly entry: EventFact | undefined;
}

/**
 * The ledger's row is locked, too: the holder of a claim marks it "sending" under no lock but the row's own, and who
 * judges the claim's lease must see that.
 */
export async function readClaimFacts(
  trx: Transaction,
  { messageId, journeyRunId, visit }: MessageKey,
  { workspace, entryEventId, entryAcceptedAt }: Pick<LockedRun, 'workspace' | 'entryEventId' | 'entryAcceptedAt'>,
  templateId: string,
): Promise<ClaimFacts> {
  const [read] = await rows<{
    now: number;
    ledger: LedgerEntry | null;
    templateVersion: number | null;
    entry: EventFact | null;
  }>(
    trx,
    `with ledger as (
       select state, channel, attempt, leased_until, in_doubt from messages
       where id = ? and journey_run_id = ? and visit = ? for update)
     select (select json_build_object('state', state, 'channel', channel, 'attempt', attempt, 'inDoubt', in_doubt,
               'leasedUntil', extract(epoch from leased_until) * 1000) from ledger) as ledger,
       ${nowInWorkspace} as now, ${entryFact} as entry,
       (select live_version from templates where workspace = ? and id = ?) as "templateVersion"`,
    [messageId, journeyRunId, visit, workspace, entryEventId, timestamp(entryAcceptedAt), workspace, templateId],
  );
  if (!read) throw new Error(`nothing is stored about run ${journeyRunId}`);
  return {
    now: read.now,
    ledger: read.ledger ?? undefined,
    templateVersion: read.templateVersion ?? undefined,
    entry: read.entry ?? undefined,
  };
}

export interface Verdict {
  readonly state: 'claimed' | 'blocked' | 'deferred' | 'failed-permanently' | 'unknown';
  readonly channel: string;
  readonly templateVersion?: number | undefined;
  /** Of the parts that will be sent; undefined: the unmarked ones. */
  readonly language?: string | undefined;
  readonly attemptToken?: string | undefined;
  readonly leasedUntil?: number | undefined;
  readonly rule?: string | undefined;
  readonly ruleValue?: string | undefined;
}

/**
 * Writes what guard or claim said. A claim counts as an attempt, and while its lease lasts the run makes progress by
 * itself: the sweeper keeps away until then. The customer's, the run's and the ledger row's lock are held.
 */
export async function writeVerdict(
  trx: Transaction,
  { messageId, journeyRunId }: MessageKey,
  verdict: Verdict,
  now: number,
): Promise<void> {
  const leasedUntil = verdict.leasedUntil === undefined ? null : timestamp(verdict.leasedUntil);
  const attemptToken = verdict.attemptToken ?? null;
  await execute(
    trx,
    `with progress as (
       update journey_runs set due_at = cast(? as timestamptz)
       where id = ? and ended_at is null and cast(? as timestamptz) is not null),
     died as (
       update message_attempts before set outcome = case when message.state = 'sending' then 'unknown' else 'abandoned' end, ended_at = ?
       from messages message
       where message.id = ? and before.message_id = message.id and before.attempt = message.attempt and before.outcome is null),
     begun as (
       insert into message_attempts (message_id, attempt, channel, token, started_at)
       select id, attempt + 1, ?, cast(? as uuid), ? from messages where id = ? and cast(? as uuid) is not null)
     update messages set in_doubt = in_doubt or state = 'sending', channel = ?, template_version = coalesce(?, template_version),
       language = case when ? = 'claimed' then ? else language end, state = ?, attempt = attempt + ?, leased_until = ?, rule = ?, rule_value = ?, updated_at = ?
     where id = ?`,
    [
      ...[leasedUntil, journeyRunId, leasedUntil],
      ...[timestamp(now), messageId],
      ...[verdict.channel, attemptToken, timestamp(now), messageId, attemptToken],
      verdict.channel,
      verdict.templateVersion ?? null,
      ...[verdict.state, verdict.language ?? null],
      verdict.state,
      verdict.state === 'claimed' ? 1 : 0,
      leasedUntil,
      verdict.rule ?? null,
      verdict.ruleValue ?? null,
      timestamp(now),
      messageId,
    ],
  );
}

/** Written just before the first irreversible byte. False: the claim is no longer ours, nothing may be sent. */
export async function markSending(database: Database, messageId: string, attemptToken: string): Promise<boolean> {
  const marked = await rows<{ id: string }>(
    database,
    `update messages set state = 'sending', updated_at = clock_timestamp() from message_attempts own
     where id = ? and message_id = id and own.attempt = messages.attempt and token = ? and state = 'claimed'
       and leased_until > ${"clock_timestamp() + (select clock_offset_ms from workspaces w where w.id = messages.workspace) * interval '1 millisecond'"}
     returning id`,
    [messageId, attemptToken],
  );
  return marked.length > 0;
}

export interface Settlement {
  readonly state: 'accepted' | 'failed-temporarily' | 'failed-permanently' | 'unknown';
  readonly providerId?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly errorId?: string | undefined;
  /** The attempt may have arrived all the same. */
  readonly inDoubt?: boolean | undefined;
  /** What the run is told: the input of a settled job. Undefined for an attempt that will be made again. */
  readonly input?: object | undefined;
  /** When it will be made again at the latest, milliseconds from now: the sweeper keeps away until then. */
  readonly longestPauseMs: number;
}

/**
 * Settles an attempt and notifies its run, in one statement of its own. Conditional on the token, but "accepted" also
 * replaces "unknown": the truth may come late, and then the run has gone on and is not notified. The run is locked first, as
 * by everybody who takes both; of a run that is gone (its customer was erased) nothing is written.
 */
export async function settleMessage(
  database: Database,
  messageId: string,
  attemptToken: string,
  { state, providerId, errorCode, errorId, inDoubt = false, input, longestPauseMs }: Settlement,
): Promise<void> {
  const outcome: AttemptOutcome = inDoubt ? 'unknown' : state;
  await executeAlone(
    database,
    `with run as (
       select id, (select clock_offset_ms from workspaces where id = workspace) * interval '1 millisecond' as ahead
       from journey_runs where id = (select journey_run_id from messages where id = ?) for no key update),
     before as (
       select message.id, message.state, clock_timestamp() + ahead as at from run, messages message
       where message.id = ? and journey_run_id = run.id
         and ((message.state in ('claimed', 'sending') and exists (
                select 1 from message_attempts own where message_id = message.id and own.attempt = message.attempt and token = ?))
              or (? = 'accepted' and message.state = 'unknown'))
       for update of message),
     settled as (
       update messages set state = ?, in_doubt = in_doubt or ?, leased_until = null, updated_at = before.at,
         accepted_at = case when ? = 'accepted' then before.at end
       from before where messages.id = before.id returning journey_run_id, before.state as before, before.at),
     attempted as (
       update message_attempts set outcome = ?, provider_id = ?, error_code = ?, error_id = ?, ended_at = before.at
       from before where message_id = before.id and token = ?),
     told as (
       update journey_runs set last_seq = last_seq + case when ? then 1 else 0 end,
         due_at = case when ? then least(coalesce(due_at, 'infinity'), at) else at + ? * interval '1 millisecond' end
       from settled where id = journey_run_id and ended_at is null and before <> 'unknown' returning id, last_seq, at)
     insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
     select id, last_seq, 'job-settled', cast(? as jsonb), at from told where ?`,
    [
      messageId,
      messageId,
      attemptToken,
      state,
      state,
      inDoubt,
      state,
      outcome,
      providerId ?? null,
      errorCode ?? null,
      errorId ?? null,
      attemptToken,
      input !== undefined,
      input !== undefined,
      longestPauseMs,
      input === undefined ? null : JSON.stringify(input),
      input !== undefined,
    ],
  );
}
