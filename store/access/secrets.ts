import { randomBytes } from 'node:crypto';
import { newId } from '../../core/base/id.ts';
import { type Database, execute, inTransaction, rows, type Transaction, timestamp } from '../database/database.ts';

/** links: hosted pages, pixels and redirects in messages. user-tokens: what customers' own servers sign with. */
export type SecretPurpose = 'links' | 'user-tokens';

export interface WorkspaceSecret {
  readonly id: string;
  readonly secret: Buffer;
  readonly createdAt: number;
}

/** The secrets that hold, the newest first. */
export async function listSecrets(
  database: Database | Transaction,
  { workspace, purpose }: { workspace: string; purpose: SecretPurpose },
): Promise<WorkspaceSecret[]> {
  return rows<WorkspaceSecret>(
    database,
    `select id, secret, created_at as "createdAt" from workspace_secrets where workspace = ? and purpose = ? and retired_at is null
     order by created_at desc, id desc`,
    [workspace, purpose],
  );
}

/** Adds a secret of 256 random bits, which signs from now on; earlier ones hold until they are retired. */
export async function addSecret(
  database: Database | Transaction,
  { workspace, purpose }: { workspace: string; purpose: SecretPurpose },
): Promise<WorkspaceSecret> {
  const [added] = await rows<WorkspaceSecret>(
    database,
    `insert into workspace_secrets (id, workspace, purpose, secret) values (?, ?, ?, ?)
     returning id, secret, created_at as "createdAt"`,
    [newId(), workspace, purpose, randomBytes(32)],
  );
  return added as WorkspaceSecret;
}

/** Adds a secret unless two hold already. The workspace's row is locked, so that two callers do not add two. */
export async function addSecondSecret(
  database: Database,
  of: { workspace: string; purpose: SecretPurpose },
): Promise<WorkspaceSecret | undefined> {
  return inTransaction(database, async (trx) => {
    await lockWorkspace(trx, of.workspace);
    return (await listSecrets(trx, of)).length >= 2 ? undefined : addSecret(trx, of);
  });
}

/** Retires all but the newest and gives that. Undefined, and nothing changed: there is no older one. */
export async function retireOlderSecret(
  database: Database,
  of: { workspace: string; purpose: SecretPurpose },
): Promise<WorkspaceSecret | undefined> {
  return inTransaction(database, async (trx) => {
    await lockWorkspace(trx, of.workspace);
    const [newest, ...older] = await listSecrets(trx, of);
    if (older.length === 0) return undefined;
    await execute(
      trx,
      `update workspace_secrets set retired_at = clock_timestamp() where id = any(cast(? as uuid[]))`,
      [older.map(({ id }) => id)],
    );
    return newest;
  });
}

async function lockWorkspace(trx: Transaction, workspace: string): Promise<void> {
  await rows(trx, `select id from workspaces where id = ? for no key update`, [workspace]);
}

/** What an earlier secret has signed does not hold any more. Says whether there was such a secret. */
export async function retireSecret(
  database: Database,
  { workspace, id, at }: { workspace: string; id: string; at: number },
): Promise<boolean> {
  const retired = await rows(
    database,
    `update workspace_secrets set retired_at = ? where workspace = ? and id = ? and retired_at is null returning id`,
    [timestamp(at), workspace, id],
  );
  return retired.length > 0;
}
