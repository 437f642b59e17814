import { type Database, execute, inTransaction, SHORT, type Transaction } from './database.ts';

/** Reads that give up (TemporaryFailure) when one takes longer: questions about a server must not hold it up. */
export async function readWithin<Answer>(
  database: Database,
  seconds: number,
  read: (trx: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(
    database,
    async (trx) => {
      await execute(trx, 'set local enable_seqscan = on'); // such questions are about many rows
      return read(trx);
    },
    { ...SHORT, statementMs: seconds * 1_000 + 1_000 }, // PostgreSQL ends a statement after `seconds`
  );
}
