import type { Database } from './database.ts';

/**
 * Keeps in memory what never changes under its name, apart for each pool it was read through and for as long as the pool
 * lives. Beyond `most` names all are forgotten and read again.
 */
export function createKept<Value>(
  most: number,
): (database: Database, name: string, read: () => Promise<Value>) => Promise<Value> {
  const pools = new WeakMap<Database, Map<string, Value>>();
  return async (database, name, read) => {
    const kept = pools.get(database) ?? new Map<string, Value>();
    pools.set(database, kept);
    const known = kept.get(name);
    if (known !== undefined) return known;
    const value = await read();
    if (kept.size >= most) kept.clear();
    kept.set(name, value);
    return value;
  };
}
