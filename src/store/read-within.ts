import { type Database, execute, inTransaction, type Transaction } from './database.ts';

/** Reads that give up (TemporaryFailure) when one takes longer: questions about a server must not hold it up. */
export async function readWithin<Answer>(
  database: Database,
  seconds: number,
  read: (trx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(database, async (trx) => {
    await execute(trx, `set local statement_timeout = ${Math.round(seconds * 1_000)}`);
    await execute(trx, 'set local enable_seqscan = on'); // such questions are about many rows
    return read(trx);
  });
}
