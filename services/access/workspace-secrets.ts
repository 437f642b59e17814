import { addSecret, listSecrets, type SecretPurpose, type WorkspaceSecret } from '../../store/access/secrets.ts';
import type { Database } from '../../store/database/database.ts';

/** For how long a process may use secrets without reading them again: a retired one holds so much longer. */
const CACHED_FOR_MS = 10_000;

/** Workspaces and purposes that are cached; beyond, all are read again. */
const MOST_CACHED = 10_000;

/** The secrets of workspaces, in the memory of a process. The first of a purpose is made when it is asked for. */
export interface WorkspaceSecrets {
  /** The newest first; never empty. */
  get(workspace: string, purpose: SecretPurpose): Promise<readonly WorkspaceSecret[]>;
  /** The same without making one: for names that come from outside. */
  find(workspace: string, purpose: SecretPurpose): Promise<readonly WorkspaceSecret[]>;
}

export function createWorkspaceSecrets(database: Database): WorkspaceSecrets {
  const cache = new Map<string, { readonly readAt: number; readonly secrets: Promise<readonly WorkspaceSecret[]> }>();
  const find: WorkspaceSecrets['find'] = (workspace, purpose) => {
    const name = `${purpose} ${workspace}`;
    const cached = cache.get(name);
    if (cached && performance.now() - cached.readAt < CACHED_FOR_MS) return cached.secrets;
    if (cache.size >= MOST_CACHED) cache.clear();
    const secrets = listSecrets(database, { workspace, purpose });
    cache.set(name, { readAt: performance.now(), secrets });
    secrets.catch(() => cache.delete(name));
    return secrets;
  };
  return {
    find,
    async get(workspace, purpose) {
      const found = await find(workspace, purpose);
      if (found.length > 0) return found;
      // Two processes may make one at the same time: then both hold.
      const made = [await addSecret(database, { workspace, purpose })];
      cache.delete(`${purpose} ${workspace}`);
      return made;
    },
  };
}
