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
  const { url, drop } = await cloneTemplate();
  const opened = openTestDatabase(url);
  return {
    ...opened,
    async destroy() {
      await opened.database.destroy();
      await drop();
    },
  };
}

/** A clone is hundreds of files, most of a second on a busy machine. What a file's tests share is kept here between them. */
interface Shared {
  readonly url: string;
  readonly fingerprint: string;
  readonly workspaces: string;
  drop(): Promise<void>;
}
let shared: Shared | undefined;
let isFileOver = false;
if (typeof afterAll === 'function')
  afterAll(async () => {
    isFileOver = true;
    await shared?.drop();
    shared = undefined;
  });

/**
 * The same, for files whose tests need an empty database each: it is emptied in place of being cloned again. A test that
 * changed the schema or a setting of the database leaves it to be dropped.
 */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const own = shared ?? (await cloneToShare());
  shared = undefined;
  const opened = openTestDatabase(own.url);
  return {
    ...opened,
    async destroy() {
      await opened.database.destroy();
      if (isFileOver || !(await emptyAgain(own))) await own.drop();
      else shared = own;
    },
  };
}

async function cloneTemplate(): Promise<{ url: string; drop(): Promise<void> }> {
  const templateUrl = await addressOf('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(templateUrl, `create database ${name} template throughline`);
  const drop = () => administer(templateUrl, `drop database if exists ${name} with (force)`);
  return { url: urlOf(templateUrl, name), drop };
}

function openTestDatabase(url: string): Omit<TestDatabase, 'destroy'> {
  const database = openDatabase({ url, max: 12 });
  return { url, database, look: (sql, bindings = []) => rows(database, sql, bindings) };
}

/** What tests may change beside rows. */
const fingerprintOf = `select concat_ws(' ',
  (select count(*) || '/' || max(oid::bigint) from pg_class where relnamespace = 'public'::regnamespace),
  (select count(*) from pg_proc where pronamespace = 'public'::regnamespace), (select count(*) from pg_namespace),
  (select count(*) from pg_trigger), (select count(*) from pg_constraint),
  (select count(*) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = current_database())
  ) as fingerprint`;

async function cloneToShare(): Promise<Shared> {
  const clone = await cloneTemplate();
  return withClient(clone.url, async (client) => {
    const [{ fingerprint }] = (await client.query(fingerprintOf)).rows as [{ fingerprint: string }];
    const [{ kept }] = (await client.query('select json_agg(w)::text as kept from workspaces w')).rows as [
      { kept: string },
    ];
    return { ...clone, fingerprint, workspaces: kept };
  });
}

/** Rows alone: a truncate makes new files for every table and index. False: the schema is not as it was. */
async function emptyAgain({ url, fingerprint, workspaces }: Shared): Promise<boolean> {
  return withClient(url, async (client) => {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const [now] = (await client.query(fingerprintOf)).rows as [{ fingerprint: string }];
    if (now.fingerprint !== fingerprint) return false;
    await client.query(`do $$ declare name text; begin
      set local session_replication_role = replica; -- no foreign keys: everything goes
      for name in select quote_ident(relname) from pg_class where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p') and not relispartition and relname !~ '^schema_migrations' loop
        execute 'delete from ' || name;
      end loop;
      perform setval(oid::regclass, 1, false) from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace;
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

/** From the database `postgres`: a template that somebody is connected to can't be cloned. */
async function administer(url: string, sql: string): Promise<void> {
  await withClient(urlOf(url, 'postgres'), (client) => client.query(sql));
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
