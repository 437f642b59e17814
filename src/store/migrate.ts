import type { Knex } from 'knex';
import { type Database, databaseFailure } from './database.ts';
import { ensureEventPartitions } from './event-partitions.ts';
import { migrations } from './migrations/index.ts';

type Entry = (typeof migrations)[number];

const source: Knex.MigrationSource<Entry> = {
  getMigrations: async () => [...migrations],
  getMigrationName: ({ name }) => name,
  getMigration: async ({ migration }) => migration,
};

/** Brings the database to the newest schema; safe to run from several processes at once. Needs a direct connection. */
export async function migrate(database: Database): Promise<void> {
  try {
    // knex's own lock is a row that a killed process leaves behind; an advisory lock ends with its session.
    await database.transaction(async (trx) => {
      await trx.raw(`select pg_advisory_xact_lock(hashtext('throughline migrate'))`);
      await trx.migrate.latest({
        migrationSource: source,
        tableName: 'schema_migrations',
        disableMigrationsListValidation: false,
      });
    });
  } catch (thrown) {
    throw databaseFailure(thrown);
  }
  await ensureEventPartitions(database);
}
