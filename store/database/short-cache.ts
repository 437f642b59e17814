import type { Database } from './database.ts';

/** How long an answer serves; one that took long serves longer, so that nobody keeps the server busy by looking. */
const SHORT_MS = 5_000;
const LONG_MS = 60_000;
const TOOK_LONG_MS = 1_000;

/** Different questions that one process remembers; beyond it, all are forgotten. */
const MOST = 500;

interface Kept<Value> {
  readonly value: Promise<Value>;
  /** Undefined: it is being read. */
  until: number | undefined;
}

/**
 * Keeps answers for some seconds, by their question. Those who ask the same meanwhile share one reading. A reading that
 * fails is forgotten. Each pool has a memory of its own.
 */
export function createShortCache<Value>(
  clock: () => number = Date.now,
): (database: Database, question: string, read: () => Promise<Value>) => Promise<Value> {
  const pools = new WeakMap<Database, Map<string, Kept<Value>>>();
  return (database, question, read) => {
    const cache = pools.get(database) ?? new Map<string, Kept<Value>>();
    pools.set(database, cache);
    const known = cache.get(question);
    if (known && (known.until === undefined || known.until > clock())) return known.value;
    if (cache.size >= MOST) cache.clear();
    const began = clock();
    const kept: Kept<Value> = { value: read(), until: undefined };
    cache.set(question, kept);
    kept.value.then(
      () => {
        kept.until = clock() + (clock() - began > TOOK_LONG_MS ? LONG_MS : SHORT_MS);
      },
      () => {
        if (cache.get(question) === kept) cache.delete(question);
      },
    );
    return kept.value;
  };
}
