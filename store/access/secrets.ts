import { randomBytes } from 'node:crypto';
import { newId } from '../../core/base/id.ts';
import { type Database, execute, rows, timestamp } from '../database/database.ts';

/** links: hosted pages, pixels and redirects in messages. user-tokens: what customers' own servers sign with. */
export type SecretPurpose = 'links' | 'user-tokens';

export interface WorkspaceSecret {
  readonly id: string;
  readonly secret: Buffer;
}

/** The secrets that hold, the newest first. */
export async function listSecrets(
  database: Database,
  { workspace, purpose }: { workspace: string; purpose: SecretPurpose },
): Promise<WorkspaceSecret[]> {
  return rows<WorkspaceSecret>(
    database,
    `select id, secret from workspace_secrets where workspace = ? and purpose = ? and retired_at is null
     order by created_at desc, id desc`,
    [workspace, purpose],
  );
}

/** Adds a secret of 256 random bits, which signs from now on; earlier ones hold until they are retired. */
export async function addSecret(
  database: Database,
  { workspace, purpose }: { workspace: string; purpose: SecretPurpose },
): Promise<WorkspaceSecret> {
  const added = { id: newId(), secret: randomBytes(32) };
  await execute(database, `insert into workspace_secrets (id, workspace, purpose, secret) values (?, ?, ?, ?)`, [
    added.id,
    workspace,
    purpose,
    added.secret,
  ]);
  return added;
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
