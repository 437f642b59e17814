import { openDatabase } from '../../../store/database/database.ts';
import { checkSchema } from '../../../store/migrations/check-schema.ts';
import { migrate } from '../../../store/migrations/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

/** The list of migrations that a version of before the initial schema left. */
const makeFormer = () => db.look(`update schema_migrations set name = '0001-spine' returning 1`);

it('migrates a database again without an effect, and processes take it', async () => {
  await migrate(db.url);
  await checkSchema(db.database);
  expect(await db.look('select name from schema_migrations')).toEqual([{ name: '0001-initial-schema' }]);
});

it('refuses a database of before the initial schema, and says how to begin again', async () => {
  await makeFormer();
  const refusal = {
    problems: [
      {
        code: 'schema-of-before',
        where: 'PostgreSQL database',
        problem: expect.stringContaining('0001-spine'),
        remedy: expect.stringContaining('Drop this database and create it again'),
      },
    ],
  };
  await expect(migrate(db.url)).rejects.toMatchObject(refusal);
  await expect(checkSchema(db.database)).rejects.toMatchObject(refusal);
  expect(await db.look('select name from schema_migrations')).toEqual([{ name: '0001-spine' }]);
});

it('says what the caller knows of the place', async () => {
  await makeFormer();
  await expect(migrate(db.url, 'Delete the folder data.')).rejects.toMatchObject({
    problems: [{ remedy: 'Delete the folder data.' }],
  });
});

it('takes a database that a newer version has migrated further, as in a rolling deploy', async () => {
  await db.look(
    `insert into schema_migrations (name, batch, migration_time) values ('0002-later', 2, now()) returning 1`,
  );
  await expect(checkSchema(db.database)).resolves.toBeUndefined();
});

it('sends processes on a database without tables to the migration', async () => {
  const own = new URL(db.url);
  own.pathname = '/postgres';
  const empty = openDatabase({ url: own.href, max: 1 });
  await expect(checkSchema(empty)).rejects.toMatchObject({
    problems: [{ code: 'schema-missing', remedy: 'Run "throughline migrate" first.' }],
  });
  await empty.destroy();
});
