import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../core/base/id.ts';
import { type Database, execute, rows } from '../database/database.ts';

/**
 * browser: sends calls, and is public, in every page. server: sends calls that name people by anything, import and join them.
 * admin: everything else. Browser and server keys are write keys.
 */
export const keyKinds = ['browser', 'server', 'admin'] as const;
export type KeyKind = (typeof keyKinds)[number];

export interface AccessKey {
  readonly id: string;
  readonly workspace: string;
  readonly kind: KeyKind;
  readonly title: string;
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Makes a key and gives its clear text, which is kept nowhere: `tl_<kind>_…`. */
export async function createKey(
  database: Database,
  { workspace, kind, title }: { workspace: string; kind: KeyKind; title: string },
): Promise<string> {
  const key = `tl_${kind}_${randomBytes(32).toString('base64url')}`;
  await execute(database, `insert into access_keys (id, workspace, kind, title, hash) values (?, ?, ?, ?, ?)`, [
    newId(),
    workspace,
    kind,
    title,
    hashOf(key),
  ]);
  return key;
}

/** Whose key this is; undefined for a key that is unknown or revoked. */
export async function findKey(database: Database, key: string): Promise<AccessKey | undefined> {
  const [found] = await rows<AccessKey>(
    database,
    `select id, workspace, kind, title from access_keys where hash = ? and revoked_at is null`,
    [hashOf(key)],
  );
  return found;
}
