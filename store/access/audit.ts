import { newId } from '../../core/base/id.ts';
import { type Database, execute, rows } from '../database/database.ts';

/**
 * The audit log: every change that a person or an admin key asked for. An entry is written before the change and completed
 * after it, so that a process that dies between leaves a trace. It holds ids only: who, which operation, of what.
 */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  /** The person; null: a key, or nobody (a sign-in that was refused). */
  readonly userId: string | null;
  readonly keyId: string | null;
  /** The person's e-mail address or the title of the key, as it is now. */
  readonly who: string | null;
  readonly operation: string;
  readonly target: string | null;
  /** Of the answer; null: there was none. */
  readonly status: number | null;
  readonly code: string | null;
}

export type AuditActor = { readonly kind: 'key' | 'user'; readonly id: string } | undefined;

const LONGEST_TARGET = 300;

/** Gives the id of the entry. */
export async function beginAuditEntry(
  database: Database,
  {
    workspace,
    actor,
    operation,
    target,
  }: {
    readonly workspace: string;
    readonly actor: AuditActor;
    readonly operation: string;
    readonly target: string | undefined;
  },
): Promise<string> {
  const id = newId();
  await execute(
    database,
    `insert into audit_entries (id, workspace, user_id, key_id, operation, target) values (?, ?, ?, ?, ?, ?)`,
    [id, workspace, ...idsOf(actor), operation, target?.slice(0, LONGEST_TARGET) ?? null],
  );
  return id;
}

export async function completeAuditEntry(
  database: Database,
  id: string,
  {
    status,
    code,
    target,
    actor,
  }: {
    readonly status: number;
    readonly code?: string | undefined;
    /** Where it is known only afterwards. */
    readonly target?: string | undefined;
    readonly actor?: AuditActor;
  },
): Promise<void> {
  await execute(
    database,
    `update audit_entries set status = ?, code = ?, target = coalesce(?, target), user_id = coalesce(?, user_id),
       key_id = coalesce(?, key_id) where id = ?`,
    [status, code ?? null, target?.slice(0, LONGEST_TARGET) ?? null, ...idsOf(actor), id],
  );
}

/** The newest first. */
export async function listAuditEntries(
  database: Database,
  {
    workspace,
    target,
    after,
    limit,
  }: {
    readonly workspace: string;
    readonly target: string | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<AuditEntry[]> {
  return rows<AuditEntry>(
    database,
    `select a.id, a.at, a.user_id as "userId", a.key_id as "keyId", coalesce(u.email, k.title) as who, a.operation, a.target,
            a.status, a.code
     from audit_entries a left join users u on u.id = a.user_id left join access_keys k on k.id = a.key_id
     where a.workspace = ? and a.id < cast(? as uuid)${target === undefined ? '' : ' and a.target = ?'}
     order by a.id desc limit ?`,
    [workspace, after ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', ...(target === undefined ? [] : [target]), limit],
  );
}

function idsOf(actor: AuditActor): [userId: string | null, keyId: string | null] {
  if (!actor) return [null, null];
  return actor.kind === 'user' ? [actor.id, null] : [null, actor.id];
}
