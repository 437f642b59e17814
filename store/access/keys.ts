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
export async function createKey(database: Database, key: Omit<AccessKey, 'id'>): Promise<string> {
  return (await createListedKey(database, key)).clear;
}

/** The same, with the id under which the key is listed. */
export async function createListedKey(
  database: Database,
  { workspace, kind, title }: Omit<AccessKey, 'id'>,
): Promise<{ readonly id: string; readonly clear: string }> {
  const id = newId();
  const clear = `tl_${kind}_${randomBytes(32).toString('base64url')}`;
  await execute(database, `insert into access_keys (id, workspace, kind, title, hash) values (?, ?, ?, ?, ?)`, [
    id,
    workspace,
    kind,
    title,
    hashOf(clear),
  ]);
  return { id, clear };
}

export interface ListedKey extends Omit<AccessKey, 'workspace'> {
  readonly createdAt: number;
}

/** The keys that hold, the newest first. */
export async function listKeys(database: Database, workspace: string): Promise<ListedKey[]> {
  return rows<ListedKey>(
    database,
    `select id, kind, title, created_at as "createdAt" from access_keys where workspace = ? and revoked_at is null
     order by id desc limit 1000`,
    [workspace],
  );
}

/** API processes may still know it for ten seconds. Says whether there was such a key. */
export async function revokeKey(database: Database, workspace: string, id: string): Promise<boolean> {
  const revoked = await rows(
    database,
    `update access_keys set revoked_at = now() where workspace = ? and id = ? and revoked_at is null returning id`,
    [workspace, id],
  );
  return revoked.length > 0;
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
