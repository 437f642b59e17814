import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { type Database, rows } from '../database/database.ts';
import { migrations } from './index.ts';

/** knex lists the migrations that a database has had in this table. */
export const migrationsTable = 'schema_migrations';

/** What to do about tables of before the first release; callers that know the place say it better. */
const dropIt = `Drop this database and create it again ("drop database …", "create database …"), then run "throughline migrate".`;

/**
 * Refuses tables that no migration leads away from: those of before the initial schema. A database with more migrations
 * than this program knows is fine: during a rolling deploy the newer program migrates first.
 */
export async function refuseFormerSchema(database: Database, remedy = dropIt): Promise<void> {
  const names = await appliedMigrations(database);
  if (names === undefined || names.length === 0 || names.includes(firstMigration)) return;
  throw new ProblemError([
    schemaProblem(
      'schema-of-before',
      `its tables are of a version before the first release (${names.join(', ')}); this version can't read them`,
      remedy,
    ),
  ]);
}

/** The same, and refuses a database without tables: for processes that do not migrate. */
export async function checkSchema(database: Database): Promise<void> {
  await refuseFormerSchema(database);
  if ((await appliedMigrations(database))?.includes(firstMigration)) return;
  throw new ProblemError([schemaProblem('schema-missing', 'it has no tables', 'Run "throughline migrate" first.')]);
}

const firstMigration = migrations[0]?.name as string;

function schemaProblem(code: string, problem: string, remedy: string): Problem {
  return { code, where: 'PostgreSQL database', problem, remedy };
}

async function appliedMigrations(database: Database): Promise<string[] | undefined> {
  const [table] = await rows<{ name: string | null }>(database, `select to_regclass('${migrationsTable}') as name`);
  if (!table?.name) return undefined;
  const applied = await rows<{ name: string }>(database, `select name from ${migrationsTable} order by id`);
  return applied.map(({ name }) => name);
}
