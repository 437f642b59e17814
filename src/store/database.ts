import { setTimeout as pause } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { coerceError, PermanentFailure, TemporaryFailure } from '../base/failure.ts';

/** The pool of connections. Timestamps come back as epoch milliseconds, bigints as numbers (all ours stay below 2^53). */
export type Database = Knex;
export type Transaction = Knex.Transaction;

const TIMESTAMPTZ = 1184;
const BIGINT = 20;
const parseDate = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; default 10. */
  readonly max?: number | undefined;
  /** Milliseconds to wait for a free one; default 10 s. */
  readonly waitMs?: number | undefined;
}

export function openDatabase({ url, max = 10, waitMs = 10_000 }: DatabaseOptions): Database {
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'throughline',
      connectionTimeoutMillis: 5_000,
      // A lock that is not had in this time is a bug or a stalled peer; the work is retried, never left hanging.
      options: '-c lock_timeout=15s -c idle_in_transaction_session_timeout=60s',
      types: {
        getTypeParser(oid: number, format?: string) {
          if (oid === TIMESTAMPTZ) return (text: string) => parseDate(text).getTime();
          if (oid === BIGINT) return Number;
          return pg.types.getTypeParser(oid, format as 'text');
        },
      },
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max },
    acquireConnectionTimeout: waitMs,
    // knex prints connection errors beside throwing them; what is thrown is logged by whoever catches it.
    log: { warn() {}, error() {}, deprecate() {}, debug() {} },
  });
}

/** A raw statement whose rows nobody needs. Arrays are parameters like others: cast them in the SQL. */
export async function execute(
  database: Database | Transaction,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<void> {
  await database.raw(sql, bindings as Knex.RawBinding[]);
}

/** A moment for a timestamptz parameter. Text, because a double would round. */
export function timestamp(moment: number): string {
  return new Date(moment).toISOString();
}

/** Rows of a raw statement. */
export async function rows<Row>(
  database: Database | Transaction,
  sql: string,
  bindings: readonly unknown[] = [],
): Promise<Row[]> {
  const result: { rows: Row[] } = await database.raw(sql, bindings as Knex.RawBinding[]);
  return result.rows;
}

/** Deadlock and serialisation failures: the work itself is sound and is done again at once. */
const COLLISIONS = new Set(['40P01', '40001']);
const MAX_COLLISIONS = 10;

/**
 * Work that is one transaction. Collisions (40P01, 40001) are tried again, at most ten times; every other error is thrown
 * as a Failure whose class says whether trying later helps. It may run several times and must do nothing but SQL.
 */
async function withoutCollisions<T>(work: () => Promise<T>): Promise<T> {
  for (let collisions = 0; ; collisions += 1) {
    try {
      return await work();
    } catch (thrown) {
      if (COLLISIONS.has(sqlState(thrown) ?? '') && collisions < MAX_COLLISIONS) {
        await pause(Math.random() * 10 * 2 ** collisions);
        continue;
      }
      throw databaseFailure(thrown);
    }
  }
}

export async function inTransaction<T>(database: Database, work: (trx: Transaction) => Promise<T>): Promise<T> {
  return withoutCollisions(() => database.transaction(work));
}

/** A statement that locks rows and is a transaction of its own. */
export async function executeAlone(database: Database, sql: string, bindings: readonly unknown[]): Promise<void> {
  return withoutCollisions(() => execute(database, sql, bindings));
}

function sqlState(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Classes of SQLSTATE that pass by themselves: connection, collisions, resources (disk, memory, connections), operator. */
const TEMPORARY_CLASSES = ['08', '40', '53', '57', '58', '55'];
const TEMPORARY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'ENOENT',
  '25P03',
]);
const CONNECTION_WORDS =
  /timeout acquiring a connection|connection terminated|timeout expired|unable to acquire|connection timeout|pool is (draining|destroyed)|client has encountered a connection error/i;

/** The failure behind an error of knex, pg or PostgreSQL. Failures pass unchanged. */
export function databaseFailure(thrown: unknown): Error {
  if (thrown instanceof TemporaryFailure || thrown instanceof PermanentFailure) return thrown;
  const error = coerceError(thrown);
  const state = sqlState(thrown);
  if (state && TEMPORARY_CODES.has(state))
    return new TemporaryFailure('database-away', error.message, { cause: error });
  if (state && /^[0-9A-Z]{5}$/.test(state)) {
    if (TEMPORARY_CLASSES.includes(state.slice(0, 2))) {
      return new TemporaryFailure(`database-${state.toLowerCase()}`, error.message, { cause: error });
    }
    const dataIsWrong = state.startsWith('22') || state.startsWith('23');
    return new PermanentFailure(dataIsWrong ? 'data-refused' : `database-${state.toLowerCase()}`, error.message, error);
  }
  if (CONNECTION_WORDS.test(error.message) || error.name === 'KnexTimeoutError') {
    return new TemporaryFailure('database-away', error.message, { cause: error });
  }
  return error;
}
