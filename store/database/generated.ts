import knex, { type Knex } from 'knex';
import type { Database } from './pool.ts';
import { readWithin } from './read-within.ts';

/** Composes SQL from parts, with its values as parameters. It has no connection: `readGenerated` runs what it composed. */
export const generate: Knex = knex({ client: 'pg' });

/** How long PostgreSQL may take for one generated statement, in seconds. */
const MOST_SECONDS = 5;

/**
 * Rows of a generated query. It is not prepared: there are as many texts as combinations of parts, and a connection keeps
 * each prepared text until it closes. PostgreSQL plans it for its values, with scans of whole tables allowed, and ends it
 * after some seconds (TemporaryFailure).
 */
export async function readGenerated<Row>(
  database: Database,
  query: Knex.QueryBuilder,
  seconds = MOST_SECONDS,
): Promise<Row[]> {
  const { sql, bindings } = query.toSQL().toNative();
  return readWithin(database, seconds, (trx) => trx.queryUnprepared<Row>(sql, bindings));
}
