import knex, { type Knex } from 'knex';
import { databaseFailure, type Limits, LONG, openDatabase, sessionSettings } from '../database/database.ts';
import { ensureEventPartitions } from '../events/event-partitions.ts';
import { migrationsTable, refuseFormerSchema } from './check-schema.ts';
import { migrations } from './index.ts';

type Entry = (typeof migrations)[number];

const source: Knex.MigrationSource<Entry> = {
  getMigrations: async () => [...migrations],
  getMigrationName: ({ name }) => name,
  getMigration: async ({ migration }) => migration,
};

/** An index over hundreds of millions of rows may take hours. A lock is given up sooner: other sessions queue behind the wait. */
const MIGRATION: Limits = { statementMs: 6 * 3_600_000, lockMs: LONG.lockMs };

/**
 * Brings the database to the newest schema; safe to run from several processes at once. Needs a direct connection. Refuses
 * a database of before the initial schema (ProblemError); `remedy` says how to begin again where the caller knows more.
 */
export async function migrate(url: string, remedy?: string): Promise<void> {
  const database = openDatabase({ url, max: 1, limits: LONG });
  try {
    await refuseFormerSchema(database, remedy);
    await migrateToNewest(url);
    await ensureEventPartitions(database);
  } catch (thrown) {
    throw databaseFailure(thrown);
  } finally {
    await database.destroy();
  }
}

async function migrateToNewest(url: string): Promise<void> {
  const migrator = knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'throughline migrate',
      connectionTimeoutMillis: 5_000,
      options: sessionSettings(MIGRATION),
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: 1 },
    acquireConnectionTimeout: 10_000,
    log: { warn() {}, error() {} }, // the caller reports what is thrown
  });
  try {
    // knex's own lock is a row that a killed process leaves behind; an advisory lock ends with its session.
    await migrator.transaction(async (trx) => {
      await trx.raw(`select pg_advisory_xact_lock(hashtext('throughline migrate'))`);
      await trx.migrate.latest({
        migrationSource: source,
        tableName: migrationsTable,
        disableMigrationsListValidation: false,
      });
    });
  } finally {
    await migrator.destroy();
  }
}
