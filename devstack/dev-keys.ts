import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { userTokenKey } from '../services/access/user-token.ts';
import { createKey, findKey, type KeyKind, keyKinds } from '../store/access/keys.ts';
import { addSecret, listSecrets } from '../store/access/secrets.ts';
import type { Database } from '../store/database/database.ts';

/**
 * The keys of the local stack, one of each kind, stored in the clear in `keys.json` (mode 600) so that they are the same after a restart.
 * The database holds only their hashes: a key that it does not know (another DATABASE_URL, new data) is replaced.
 */
export type DevKeys = Readonly<Record<KeyKind, string>>;

export async function ensureDevKeys(database: Database, dataFolder: string): Promise<DevKeys> {
  const path = join(dataFolder, 'keys.json');
  const stored = await readKeys(path);
  const ensure = async (kind: KeyKind): Promise<string> => {
    const key = stored[kind];
    if (key !== undefined && (await findKey(database, key))?.kind === kind) return key;
    return createKey(database, { workspace: 'default', kind, title: `local stack (${kind})` });
  };
  const keys: DevKeys = {
    browser: await ensure('browser'),
    server: await ensure('server'),
    admin: await ensure('admin'),
  };
  if (keyKinds.some((kind) => keys[kind] !== stored[kind])) {
    await writeFile(`${path}.new`, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  return keys;
}

/** What the test shop signs user tokens with: the workspace's newest secret, made where there is none. */
export async function ensureUserTokenKey(database: Database): Promise<string> {
  const of = { workspace: 'default', purpose: 'user-tokens' } as const;
  const { secret } = (await listSecrets(database, of))[0] ?? (await addSecret(database, of));
  return userTokenKey(secret);
}

async function readKeys(path: string): Promise<Partial<DevKeys>> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Partial<DevKeys>;
  } catch {
    return {};
  }
}
