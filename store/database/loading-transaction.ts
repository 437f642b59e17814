import { databaseFailure } from './errors.ts';
import type { Database } from './pool.ts';
import type { Statements } from './statement.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** Gives what `read` reads and puts into memory. Without locks where that is still possible: see below. */
export type Load = <Value>(read: (on: Statements) => Promise<Value>) => Promise<Value>;

/** Thrown through the work: the transaction is rolled back, which lets its locks go. */
class MustLoadFirst extends Error {
  readonly read: (on: Statements) => Promise<unknown>;

  constructor(read: (on: Statements) => Promise<unknown>) {
    super('the transaction begins again once something is loaded');
    this.read = read;
  }
}

/** The last attempt loads under its locks: the work ends, however often what it needs changes meanwhile. */
const ATTEMPTS = 3;

/**
 * A transaction whose work may find under its locks that something it keeps in memory is missing or older than what the
 * database has. `load` rolls the transaction back, reads without holding any lock, and the work begins again; the third
 * attempt reads within the transaction.
 */
export async function inLoadingTransaction<T>(
  database: Database,
  work: (trx: Transaction, load: Load) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(database, (trx) =>
        work(trx, async (read) => {
          if (attempt < ATTEMPTS) throw new MustLoadFirst(read);
          return read(trx);
        }),
      );
    } catch (thrown) {
      if (!(thrown instanceof MustLoadFirst)) throw thrown;
      await thrown.read(database).catch((error: unknown) => {
        throw databaseFailure(error);
      });
    }
  }
}
