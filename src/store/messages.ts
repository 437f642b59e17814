import { type Database, execute, rows, type Transaction, timestamp } from './database.ts';

/**
 * The ledger of messages, one row a (run, visit), which is the message's key for ever. States and who moves them:
 *   ─claim─▶ claimed ─▶ sending ─▶ accepted | refused-by-provider (failed-for-good) | failed-for-now | unknown
 *   ─guard─▶ refused (a rule said no, final) | held (a rule said later)
 *   failed-for-now, held, and claimed whose lease is over ─claim─▶ claimed
 *   sending whose lease is over: unknown where the receiver has no key, claimed again where it honours ours
 * Nobody but the holder of `attempt_token` acts before the lease ends. A late "accepted" wins over "unknown".
 */
export type MessageState =
  | 'claimed'
  | 'sending'
  | 'accepted'
  | 'refused'
  | 'held'
  | 'failed-for-now'
  | 'failed-for-good'
  | 'unknown';

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
}

export async function findLedgerEntry(
  trx: Transaction,
  { journeyRunId, visit }: MessageKey,
): Promise<LedgerEntry | undefined> {
  const [entry] = await rows<LedgerEntry>(
    trx,
    `select state, channel, attempt, leased_until as "leasedUntil" from messages
     where journey_run_id = ? and visit = ? for update`,
    [journeyRunId, visit],
  );
  return entry;
}

/** Visits of the run whose message may have begun to leave: claims in hand. Those can't be taken back. */
export async function findBegunJobs(trx: Transaction, journeyRunId: string): Promise<Set<number>> {
  const begun = await rows<{ visit: number }>(
    trx,
    `select visit from messages where journey_run_id = ? and state in ('claimed', 'sending')`,
    [journeyRunId],
  );
  return new Set(begun.map(({ visit }) => visit));
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
  readonly state: 'claimed' | 'refused' | 'held' | 'failed-for-good' | 'unknown';
  readonly templateVersion?: number | undefined;
  readonly attemptToken?: string | undefined;
  readonly leasedUntil?: number | undefined;
  readonly rule?: string | undefined;
  readonly ruleValue?: string | undefined;
}

/** Writes what guard or claim said. A claim counts as an attempt. The customer's lock is held. */
export async function writeVerdict(trx: Transaction, facts: LedgerFacts, verdict: Verdict, now: number): Promise<void> {
  await execute(
    trx,
    `insert into messages (journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, template_version,
                           state, attempt, attempt_token, leased_until, rule, rule_value, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (journey_run_id, visit) do update set
       channel = excluded.channel, template_version = coalesce(excluded.template_version, messages.template_version),
       state = excluded.state, attempt = messages.attempt + excluded.attempt, attempt_token = excluded.attempt_token,
       leased_until = excluded.leased_until, rule = excluded.rule, rule_value = excluded.rule_value, updated_at = excluded.updated_at`,
    [
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
      verdict.leasedUntil === undefined ? null : timestamp(verdict.leasedUntil),
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
  readonly state: 'accepted' | 'failed-for-now' | 'failed-for-good' | 'unknown';
  readonly providerId?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly errorId?: string | undefined;
}

/**
 * Settles an attempt. Conditional on its token, but "accepted" also replaces "unknown": the truth may come late.
 * Gives the state it replaced; undefined when nothing was settled.
 */
export async function settleMessage(
  trx: Transaction,
  key: MessageKey,
  attemptToken: string,
  { state, providerId, errorCode, errorId }: Settlement,
  now: number,
): Promise<MessageState | undefined> {
  const [settled] = await rows<{ before: MessageState }>(
    trx,
    `with before as (
       select state from messages where journey_run_id = ? and visit = ?
         and ((attempt_token = ? and state in ('claimed', 'sending')) or (? = 'accepted' and state = 'unknown')) for update)
     update messages set state = ?, provider_id = ?, error_code = ?, error_id = ?, leased_until = null, updated_at = ?,
       accepted_at = case when ? = 'accepted' then cast(? as timestamptz) end
     from before where journey_run_id = ? and visit = ? returning before.state as before`,
    [
      key.journeyRunId,
      key.visit,
      attemptToken,
      state,
      state,
      providerId ?? null,
      errorCode ?? null,
      errorId ?? null,
      timestamp(now),
      state,
      timestamp(now),
      key.journeyRunId,
      key.visit,
    ],
  );
  return settled?.before;
}
