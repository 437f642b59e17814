import type { EventFact } from '../../core/journey/engine/turn.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, executeAlone, rows, type Transaction, timestamp } from '../database/database.ts';
import type { LockedRun } from '../runs/runs.ts';
import { entryFact } from '../runs/turn-facts.ts';

/**
 * The ledger of messages, one row a (run, visit), which is the message's key for ever. States and who moves them:
 *   ─claim─▶ claimed ─▶ sending ─▶ accepted | failed-permanently (rejected) | failed-temporarily | unknown
 *   ─guard─▶ blocked (a rule said no, final) | deferred (a rule said later)
 *   failed-temporarily, deferred, and claimed whose lease is over ─claim─▶ claimed
 *   sending whose lease is over: unknown where the receiver has no key, claimed again where it honours ours
 * `in_doubt`: an attempt began and its end is not known. It stays while the message is tried again under its key, for no
 * later word but the receiver's says whether the first arrived: such a message is not blocked, and an exit waits for it.
 * Nobody but the holder of `attempt_token` acts before the lease ends. A late "accepted" wins over "unknown".
 */
export const messageStates = [
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

export interface MessageKey {
  readonly journeyRunId: string;
  readonly visit: number;
}

/** The message's name to the outside: webhook-id, Message-ID. */
export function messageKeyText({ journeyRunId, visit }: MessageKey): string {
  return `${journeyRunId}.${visit}`;
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
  readonly earlier: LedgerEntry | undefined;
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
  { journeyRunId, visit }: MessageKey,
  { workspace, entryEventId, entryAcceptedAt }: Pick<LockedRun, 'workspace' | 'entryEventId' | 'entryAcceptedAt'>,
  templateId: string,
): Promise<ClaimFacts> {
  const [read] = await rows<{
    now: number;
    earlier: LedgerEntry | null;
    templateVersion: number | null;
    entry: EventFact | null;
  }>(
    trx,
    `with earlier as (
       select state, channel, attempt, leased_until, in_doubt from messages where journey_run_id = ? and visit = ? for update)
     select (select json_build_object('state', state, 'channel', channel, 'attempt', attempt, 'inDoubt', in_doubt,
               'leasedUntil', extract(epoch from leased_until) * 1000) from earlier) as earlier,
       ${nowInWorkspace} as now, ${entryFact} as entry,
       (select live_version from templates where workspace = ? and id = ?) as "templateVersion"`,
    [journeyRunId, visit, workspace, entryEventId, timestamp(entryAcceptedAt), workspace, templateId],
  );
  if (!read) throw new Error(`nothing is stored about run ${journeyRunId}`);
  return {
    now: read.now,
    earlier: read.earlier ?? undefined,
    templateVersion: read.templateVersion ?? undefined,
    entry: read.entry ?? undefined,
  };
}

export interface LedgerFacts extends MessageKey {
  readonly workspace: string;
  readonly customerId: string;
  readonly journeyId: string;
  readonly step: string;
  readonly channel: string;
  readonly templateId: string;
}

export interface Verdict {
  readonly state: 'claimed' | 'blocked' | 'deferred' | 'failed-permanently' | 'unknown';
  readonly templateVersion?: number | undefined;
  readonly attemptToken?: string | undefined;
  readonly leasedUntil?: number | undefined;
  readonly rule?: string | undefined;
  readonly ruleValue?: string | undefined;
}

/**
 * Writes what guard or claim said. A claim counts as an attempt, and while its lease lasts the run makes progress by
 * itself: the sweeper keeps away until then. The customer's and the run's lock are held.
 */
export async function writeVerdict(trx: Transaction, facts: LedgerFacts, verdict: Verdict, now: number): Promise<void> {
  const leasedUntil = verdict.leasedUntil === undefined ? null : timestamp(verdict.leasedUntil);
  await execute(
    trx,
    `with progress as (
       update journey_runs set due_at = cast(? as timestamptz)
       where id = ? and ended_at is null and cast(? as timestamptz) is not null)
     insert into messages (journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, template_version,
                           state, attempt, attempt_token, leased_until, rule, rule_value, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (journey_run_id, visit) do update set
       in_doubt = messages.in_doubt or messages.state = 'sending',
       channel = excluded.channel, template_version = coalesce(excluded.template_version, messages.template_version),
       state = excluded.state, attempt = messages.attempt + excluded.attempt, attempt_token = excluded.attempt_token,
       leased_until = excluded.leased_until, rule = excluded.rule, rule_value = excluded.rule_value, updated_at = excluded.updated_at`,
    [
      leasedUntil,
      facts.journeyRunId,
      leasedUntil,
      facts.journeyRunId,
      facts.visit,
      facts.workspace,
      facts.customerId,
      facts.journeyId,
      facts.step,
      facts.channel,
      facts.templateId,
      verdict.templateVersion ?? null,
      verdict.state,
      verdict.state === 'claimed' ? 1 : 0,
      verdict.attemptToken ?? null,
      leasedUntil,
      verdict.rule ?? null,
      verdict.ruleValue ?? null,
      timestamp(now),
      timestamp(now),
    ],
  );
}

/** Written just before the first irreversible byte. False: the claim is no longer ours, nothing may be sent. */
export async function markSending(database: Database, key: MessageKey, attemptToken: string): Promise<boolean> {
  const marked = await rows<{ visit: number }>(
    database,
    `update messages set state = 'sending', updated_at = clock_timestamp()
     where journey_run_id = ? and visit = ? and attempt_token = ? and state = 'claimed'
       and leased_until > ${"clock_timestamp() + (select clock_offset_ms from workspaces w where w.id = messages.workspace) * interval '1 millisecond'"}
     returning visit`,
    [key.journeyRunId, key.visit, attemptToken],
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
 * Settles an attempt and tells its run, in one statement of its own. Conditional on the token, but "accepted" also
 * replaces "unknown": the truth may come late, and then the run has gone on and is not told. The run is locked first, as
 * by everybody who takes both; of a run that is gone (its customer was erased) nothing is written.
 */
export async function settleMessage(
  database: Database,
  { journeyRunId, visit }: MessageKey,
  attemptToken: string,
  { state, providerId, errorCode, errorId, inDoubt = false, input, longestPauseMs }: Settlement,
): Promise<void> {
  await executeAlone(
    database,
    `with run as (
       select id, (select clock_offset_ms from workspaces where id = workspace) * interval '1 millisecond' as ahead
       from journey_runs where id = ? for no key update),
     before as (
       select message.state, clock_timestamp() + ahead as at from run, messages message
       where journey_run_id = run.id and visit = ?
         and ((attempt_token = ? and message.state in ('claimed', 'sending')) or (? = 'accepted' and message.state = 'unknown'))
       for update of message),
     settled as (
       update messages set state = ?, provider_id = ?, error_code = ?, error_id = ?, in_doubt = in_doubt or ?, leased_until = null,
         updated_at = before.at, accepted_at = case when ? = 'accepted' then before.at end
       from before where journey_run_id = ? and visit = ? returning before.state as before, before.at),
     told as (
       update journey_runs set last_seq = last_seq + case when ? then 1 else 0 end,
         due_at = case when ? then least(coalesce(due_at, 'infinity'), at) else at + ? * interval '1 millisecond' end
       from settled where id = ? and ended_at is null and before <> 'unknown' returning last_seq, at)
     insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
     select ?, last_seq, 'job-settled', cast(? as jsonb), at from told where ?`,
    [
      journeyRunId,
      visit,
      attemptToken,
      state,
      state,
      providerId ?? null,
      errorCode ?? null,
      errorId ?? null,
      inDoubt,
      state,
      journeyRunId,
      visit,
      input !== undefined,
      input !== undefined,
      longestPauseMs,
      journeyRunId,
      journeyRunId,
      input === undefined ? null : JSON.stringify(input),
      input !== undefined,
    ],
  );
}
