import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type Database, execute, openDatabase, rows } from '../../store/database/database.ts';
import { addressOf } from './addresses.ts';

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Rows of a statement, for looking. */
  look<Row>(sql: string, bindings?: readonly unknown[]): Promise<Row[]>;
  destroy(): Promise<void>;
}

/** A database of this file's own, cloned from the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const templateUrl = await addressOf('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = urlOf(templateUrl, name);
  await administer(templateUrl, `create database ${name} template throughline`);
  const database = openDatabase({ url, max: 12 });
  return {
    url,
    database,
    look: (sql, bindings = []) => rows(database, sql, bindings),
    async destroy() {
      await database.destroy();
      await administer(templateUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** The same database, whose rows come as they lie: an order that only an index gave is no order. */
export async function openWithoutIndexes({ url, database }: TestDatabase): Promise<Database> {
  const name = new URL(url).pathname.slice(1);
  for (const scan of ['indexscan', 'indexonlyscan', 'bitmapscan'])
    await execute(database, `alter database ${name} set enable_${scan} = off`);
  const own = new URL(url);
  own.searchParams.set('options', '-c enable_seqscan=on'); // in place of our own: nothing else is left
  return openDatabase({ url: own.href, max: 2 });
}

function urlOf(url: string, database: string): string {
  const own = new URL(url);
  own.pathname = `/${database}`;
  return own.href;
}

/** From the database `postgres`: a template that somebody is connected to can't be cloned. */
async function administer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(url, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
