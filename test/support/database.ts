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

/**
 * An empty, migrated database. A clone of the template costs the server most of a second on its first use, so a database
 * that a test has done with is emptied and given to the next one that asks, of any file.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await addressOf('postgres');
  const kept = (await takeOne(server)) ?? (await cloneTemplate(server));
  const url = urlOf(server, kept.name);
  // Twelve first connections at once take seconds where the machine is busy: longer than production lets a request wait.
  const database = openDatabase({ url, max: 12, waitMs: 20_000 });
  return {
    url,
    database,
    look: (sql, bindings = []) => rows(database, sql, bindings),
    async destroy() {
      await database.destroy();
      if (await emptyAgain(url, kept)) await giveBack(server, kept);
      else
        await inAdministration(server, (client) => client.query(`drop database if exists ${kept.name} with (force)`));
    },
  };
}

/** A database that may be used again: what it must be like then, and the rows that its migration wrote. */
interface Kept {
  readonly name: string;
  readonly fingerprint: string;
  readonly workspaces: string;
}

/** Databases that wait for a test stand in a table beside them, because test files run in several processes. */
export async function prepareSpareDatabases(server: string): Promise<void> {
  await inAdministration(server, (client) =>
    client.query('create table spare_databases (name text primary key, fingerprint text, workspaces text)'),
  );
}

async function takeOne(server: string): Promise<Kept | undefined> {
  const { rows: taken } = await inAdministration(server, (client) =>
    client.query<Kept>(`delete from spare_databases where name =
      (select name from spare_databases order by name limit 1 for update skip locked) returning *`),
  );
  return taken[0];
}

async function giveBack(server: string, { name, fingerprint, workspaces }: Kept): Promise<void> {
  await inAdministration(server, (client) =>
    client.query('insert into spare_databases values ($1, $2, $3)', [name, fingerprint, workspaces]),
  );
}

async function cloneTemplate(server: string): Promise<Kept> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await inAdministration(server, (client) => client.query(`create database ${name} template throughline`));
  return withClient(urlOf(server, name), async (client) => {
    const [{ fingerprint }] = (await client.query(fingerprintOf)).rows as [{ fingerprint: string }];
    const [{ kept }] = (await client.query('select json_agg(w)::text as kept from workspaces w')).rows as [
      { kept: string },
    ];
    return { name, fingerprint, workspaces: kept };
  });
}

/** What tests may change beside rows. A database that has grown is not worth emptying. */
const fingerprintOf = `select concat_ws(' ',
  (select count(*) || '/' || max(oid::bigint) from pg_class where relnamespace = 'public'::regnamespace),
  (select count(*) from pg_proc where pronamespace = 'public'::regnamespace), (select count(*) from pg_namespace),
  (select count(*) from pg_trigger), (select count(*) from pg_constraint), (select count(*) from pg_attrdef),
  (select count(*) from pg_attribute where attrelid > 16384),
  (select count(*) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = current_database()),
  (select string_agg(m::text, ' ') from schema_migrations m), pg_database_size(current_database()) > 50000000) as fingerprint`;

/** Rows alone: a truncate makes new files for every table and index. False: it can't be used again. */
async function emptyAgain(url: string, { fingerprint, workspaces }: Kept): Promise<boolean> {
  return withClient(url, async (client) => {
    await client.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
    const now = await client.query<{ fingerprint: string }>(fingerprintOf).catch(() => undefined); // its tables are gone
    if (now?.rows[0]?.fingerprint !== fingerprint) return false;
    await client.query(`do $$ declare name text; begin
      set local session_replication_role = replica; -- no foreign keys: everything goes
      for name in select quote_ident(relname) from pg_class where relnamespace = 'public'::regnamespace
        and relkind = 'r' and relname !~ '^schema_migrations' and pg_relation_size(oid) > 0 loop
        execute 'delete from ' || name;
      end loop;
      perform setval(oid::regclass, 1, false) from pg_class
        where relkind = 'S' and relnamespace = 'public'::regnamespace and relname !~ '^schema_migrations';
    end $$`);
    await client.query('insert into workspaces select * from json_populate_recordset(null::workspaces, $1)', [
      workspaces,
    ]);
    return true;
  });
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

/** In the database `postgres`: a template that somebody is connected to can't be cloned. */
async function inAdministration<Result>(server: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  return withClient(urlOf(server, 'postgres'), work);
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
