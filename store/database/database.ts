/** What the rest of the program uses of the database: one import, whichever file has it. */
export { databaseFailure, sqlState } from './errors.ts';
export { inLoadingTransaction, type Load } from './loading-transaction.ts';
export { type Database, openDatabase, sessionSettings } from './pool.ts';
export { execute, look, rows, timestamp } from './statement.ts';
export {
  executeAlone,
  inTransaction,
  type Limits,
  LONG,
  SHORT,
  type Transaction,
} from './transaction.ts';
