import type { Database } from './database.ts';

/** How long an answer is new enough, and how long it serves while another is read. */
const NEW_MS = 5_000;
const SERVES_MS = 60_000;

/** Different questions that one process remembers; beyond it, all are forgotten. */
const MOST = 500;

interface Kept<Value> {
  readonly value: Value;
  readonly at: number;
}

interface Memory<Value> {
  readonly kept: Map<string, Kept<Value>>;
  readonly reading: Map<string, Promise<Value>>;
}

/**
 * For figures over many rows: nobody waits for one that was asked within the last minute. The old answer is given, and
 * the next one read meanwhile. Answers that `isKept` refuses are never kept. Those who ask the same at once share one
 * reading. Each pool has a memory of its own.
 */
export function createRefreshedCache<Value>(
  isKept: (value: Value) => boolean,
  clock: () => number = Date.now,
): (database: Database, question: string, read: () => Promise<Value>) => Promise<Value> {
  const pools = new WeakMap<Database, Memory<Value>>();
  return (database, question, read) => {
    const memory: Memory<Value> = pools.get(database) ?? { kept: new Map(), reading: new Map() };
    pools.set(database, memory);
    const { kept, reading } = memory;
    const readNow = (): Promise<Value> => {
      const shared = reading.get(question);
      if (shared) return shared;
      const began = read().then((value) => {
        if (kept.size >= MOST) kept.clear();
        if (isKept(value)) kept.set(question, { value, at: clock() });
        else kept.delete(question);
        return value;
      });
      const ended = began.finally(() => reading.delete(question));
      reading.set(question, ended);
      return ended;
    };
    const known = kept.get(question);
    const age = known ? clock() - known.at : Number.POSITIVE_INFINITY;
    if (!known || age >= SERVES_MS) return readNow();
    if (age >= NEW_MS) readNow().catch(() => undefined); // who asks after the minute learns of the failure
    return Promise.resolve(known.value);
  };
}
