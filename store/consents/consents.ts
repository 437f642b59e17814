import {
  type ConsentSource,
  type ConsentStatement,
  type Consents,
  mergeConsents,
} from '../../core/customer/consent.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * consents: what customers have stated, one row a statement, never changed. What the statements amount to is
 * `customers.consents`, computed under the customer's lock: a claim reads it with the customer and needs no history.
 */
export interface NewConsent extends ConsentStatement {
  readonly id: string;
  readonly source: ConsentSource;
  /** The message whose link was used, or that was complained about. */
  readonly messageId?: string | undefined;
}

/**
 * Stores statements of a customer whose lock is held, and what they amount to. A statement that is stored already (same
 * subject, state, times and source) is a repeat, and is not stored twice; one of unknown time only where it is imported.
 */
export async function insertConsents(
  trx: Transaction,
  { workspace, customerId }: { workspace: string; customerId: string },
  statements: readonly NewConsent[],
  consents: Consents,
): Promise<void> {
  const moment = (at: number | null | undefined) => (at === null || at === undefined ? null : timestamp(at));
  await execute(
    trx,
    `with new as (
       select * from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                            cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as uuid[]))
         as new (id, kind, name, state, source, occurred_at, accepted_at, expires_at, message_id)),
     stored as (
       insert into consents (id, workspace, customer_id, subject_kind, subject_name, state, source, occurred_at, accepted_at,
                             expires_at, message_id)
       select id, ?, cast(? as uuid), kind, name, state, source, occurred_at, accepted_at, expires_at, message_id from new
       where not exists (
         select 1 from consents same where same.customer_id = ? and same.subject_kind = new.kind
           and same.subject_name = new.name and same.state = new.state and same.source = new.source
           and (same.occurred_at = new.occurred_at or same.source = 'import' and num_nonnulls(same.occurred_at, new.occurred_at) = 0)
           and same.expires_at is not distinct from new.expires_at))
     update customers set consents = ? where id = ?`,
    [
      statements.map(({ id }) => id),
      statements.map(({ subject }) => subject.kind),
      statements.map(({ subject }) => subject.name),
      statements.map(({ state }) => state),
      statements.map(({ source }) => source),
      statements.map(({ at }) => moment(at)),
      statements.map(({ acceptedAt }) => timestamp(acceptedAt)),
      statements.map(({ expiresAt }) => moment(expiresAt)),
      statements.map(({ messageId }) => messageId ?? null),
      workspace,
      customerId,
      customerId,
      JSON.stringify(consents),
      customerId,
    ],
  );
}

export interface StoredConsent extends Omit<NewConsent, 'expiresAt' | 'messageId'> {
  readonly expiresAt: number | null;
  readonly messageId: string | null;
}

/** A customer's statements, the newest first, page by page. */
export async function listConsents(
  database: Database,
  { customerId, after, limit }: { customerId: string; after?: string | undefined; limit: number },
): Promise<StoredConsent[]> {
  return rows<StoredConsent>(
    database,
    `select id, json_build_object('kind', subject_kind, 'name', subject_name) as subject, state, source, occurred_at as at,
            accepted_at as "acceptedAt", expires_at as "expiresAt", message_id as "messageId"
     from consents where customer_id = ? ${after === undefined ? '' : 'and id < cast(? as uuid)'} order by id desc limit ?`,
    [customerId, ...(after === undefined ? [] : [after]), limit],
  );
}

/** A page of a customer's statements, and what all of them amount to now. */
export async function findConsents(
  database: Database,
  {
    workspace,
    customerId,
    after,
    limit,
  }: { workspace: string; customerId: string; after?: string | undefined; limit: number },
): Promise<{ consents: Consents; now: number; statements: StoredConsent[] } | undefined> {
  const [found] = await rows<{ consents: Consents; now: number }>(
    database,
    `select consents, ${nowInWorkspace} as now from customers where workspace = ? and id = ?`,
    [workspace, workspace, customerId],
  );
  return found && { ...found, statements: await listConsents(database, { customerId, after, limit }) };
}

/**
 * The statements of `from` become those of `to`, as two customers are merged: the histories join. Both locks are held.
 * Gives what counts for `to` from now on.
 */
export async function moveConsents(trx: Transaction, from: string, to: string): Promise<Consents> {
  const both = await rows<{ id: string; consents: Consents }>(
    trx,
    `select id, consents from customers where id = any(cast(? as uuid[]))`,
    [[from, to]],
  );
  const consents = both.reduce<Consents>((merged, customer) => mergeConsents(merged, customer.consents), {});
  await execute(trx, `update consents set customer_id = ? where customer_id = ?`, [to, from]);
  await execute(
    trx,
    `update customers set consents = case when id = ? then cast(? as jsonb) else '{}' end where id in (?, ?)`,
    [to, JSON.stringify(consents), from, to],
  );
  return consents;
}
