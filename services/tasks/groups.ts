import type { Transaction } from '../../store/database/database.ts';

/** A group of people who are given tasks, as the workspace configures it. */
export interface Group {
  readonly members: readonly string[];
  /** round-robin: each new task is given to the next member; else the whole group is asked. */
  readonly rotation?: 'round-robin' | undefined;
}

export async function findGroup(_trx: Transaction, _workspace: string, _group: string): Promise<Group | undefined> {
  return undefined;
}
