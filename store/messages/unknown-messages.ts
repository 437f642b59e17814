import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * Messages without an outcome: they may have been sent or not. They are never sent again by themselves; an operator decides.
 * Each decision is kept with who made it and why.
 *   unknown ─accept─▶ accepted
 *   unknown ─resend─▶ unknown with `resend_at`: a worker makes another attempt under the same id
 */
export interface UnknownMessage {
  readonly id: string;
  readonly journeyRunId: string | null;
  readonly customerId: string;
  readonly userId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
  readonly channel: string;
  readonly template: string;
  /** When it became unknown. */
  readonly since: number;
  /** Of its newest attempt. */
  readonly errorCode: string | null;
}

/** The newest first. Those that are to be sent again are decided and left out. */
export async function listUnknownMessages(
  database: Database,
  { workspace, after, limit }: { workspace: string; after: string | undefined; limit: number },
): Promise<UnknownMessage[]> {
  return rows<UnknownMessage>(
    database,
    `select m.id, m.journey_run_id as "journeyRunId", m.customer_id as "customerId", m.journey_id as journey, m.step_id as step,
            (select min(value) from identities where customer_id = m.customer_id and kind = 'user_id') as "userId",
            m.channel, m.template_id as template, m.updated_at as since,
            (select error_code from message_attempts a where a.message_id = m.id and a.attempt = m.attempt) as "errorCode"
     from messages m where m.workspace = ? and m.is_unknown and m.resend_at is null and m.id < cast(? as uuid)
     order by m.id desc limit ?`,
    [workspace, after ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', limit],
  );
}

/** How many wait for a decision, `limit` at most, and since when. */
export async function countUnknownMessages(
  trx: Transaction,
  workspace: string,
  limit: number,
): Promise<{ readonly messages: number; readonly since: number | null }> {
  const [found] = await rows<{ messages: number; since: number | null }>(
    trx,
    `select count(*) as messages, min(updated_at) as since from (
       select updated_at from messages where workspace = ? and is_unknown and resend_at is null limit ?) message`,
    [workspace, limit],
  );
  return found ?? { messages: 0, since: null };
}

export type Decision = 'resend' | 'accept';

export interface DecidedMessage {
  readonly customerId: string;
  readonly journeyRunId: string | null;
  readonly journey: string | null;
  readonly step: string | null;
  readonly channel: string;
  readonly template: string;
  readonly at: number;
}

/** Decides a message that is unknown. Says what it was about; 'gone': there is none; 'decided': it is not unknown (any more). */
export async function decideUnknownMessage(
  trx: Transaction,
  {
    workspace,
    id,
    decision,
    decidedBy,
    why,
  }: { workspace: string; id: string; decision: Decision; decidedBy: string; why: string },
): Promise<DecidedMessage | 'gone' | 'decided'> {
  const [message] = await rows<DecidedMessage & { isOpen: boolean }>(
    trx,
    `select customer_id as "customerId", journey_run_id as "journeyRunId", journey_id as journey, step_id as step, channel,
            template_id as template, is_unknown and resend_at is null as "isOpen", ${nowInWorkspace} as at
     from messages where workspace = ? and id = ? for update`,
    [workspace, workspace, id],
  );
  if (!message) return 'gone';
  if (!message.isOpen) return 'decided';
  const at = timestamp(message.at);
  await execute(
    trx,
    `insert into message_decisions (message_id, at, decision, decided_by, why) values (?, ?, ?, ?, ?)`,
    [id, at, decision, decidedBy, why],
  );
  if (decision === 'accept')
    await execute(trx, `update messages set state = 'accepted', accepted_at = ?, updated_at = ? where id = ?`, [
      at,
      at,
      id,
    ]);
  else await execute(trx, `update messages set resend_at = clock_timestamp(), updated_at = ? where id = ?`, [at, id]);
  return message;
}

/** A message whose next attempt an operator asked for, and whose time has come by PostgreSQL's clock. */
export interface DueResend {
  readonly id: string;
  readonly journeyRunId: string;
  readonly visit: number;
  readonly step: string;
}

export async function listDueResends(database: Database, limit: number): Promise<DueResend[]> {
  return rows<DueResend>(
    database,
    `select id, journey_run_id as "journeyRunId", visit, step_id as step from messages
     where resend_at <= clock_timestamp() and journey_run_id is not null order by resend_at limit ?`,
    [limit],
  );
}

/** When the newest decision to send it again was made, by the workspace's clock. */
export async function findResendDecision(trx: Transaction, id: string): Promise<number | undefined> {
  const [found] = await rows<{ at: number }>(
    trx,
    `select max(at) as at from message_decisions where message_id = ? and decision = 'resend'`,
    [id],
  );
  return found?.at ?? undefined;
}

/** The next attempt comes after so many milliseconds; undefined: none does. */
export async function planResend(on: Database | Transaction, id: string, afterMs: number | undefined): Promise<void> {
  await execute(on, `update messages set resend_at = clock_timestamp() + ? * interval '1 millisecond' where id = ?`, [
    afterMs ?? null,
    id,
  ]);
}
