import type { Database } from './database.ts';

/**
 * Caches values that never change under their name. Each pool has a cache of its own, which lives as long as the pool.
 * Beyond `most` names the cache is emptied and filled again.
 */
export function createCache<Value>(
  most: number,
): (database: Database, name: string, read: () => Promise<Value>) => Promise<Value> {
  const pools = new WeakMap<Database, Map<string, Value>>();
  return async (database, name, read) => {
    const cache = pools.get(database) ?? new Map<string, Value>();
    pools.set(database, cache);
    const known = cache.get(name);
    if (known !== undefined) return known;
    const value = await read();
    if (cache.size >= most) cache.clear();
    cache.set(name, value);
    return value;
  };
}
