import { openDatabase, rows } from '../../../store/database/database.ts';
import { generate, readGenerated } from '../../../store/database/generated.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

it('gives values as parameters, whatever they hold', async () => {
  const hostile = `'; drop table workspaces; -- ? $1 \\`;
  const query = generate('workspaces').select('id').where('time_zone', hostile).orWhereIn('id', ['default', hostile]);
  expect(query.toSQL().toNative()).toMatchObject({
    sql: 'select "id" from "workspaces" where "time_zone" = $1 or "id" in ($2, $3)',
    bindings: [hostile, 'default', hostile],
  });
  expect(await readGenerated(db.database, query)).toEqual([{ id: 'default' }]);
});

it('is not prepared: connections keep none of its texts', async () => {
  const one = openDatabase({ url: db.url, max: 1 });
  for (let columns = 1; columns <= 30; columns += 1) {
    const query = generate('workspaces').where('id', 'default');
    for (let column = 1; column <= columns; column += 1) query.select(generate.raw(`1 as generated_${column}`));
    expect(await readGenerated(one, query)).toHaveLength(1);
  }
  const prepared = `select statement from pg_prepared_statements where statement like ?`;
  expect(await rows(one, prepared, ['%generated_1%'])).toEqual([]);
  await one.destroy();
});

it('ends after its time, and can be tried later', async () => {
  const slow = generate.select(generate.raw('pg_sleep(30)'));
  await expect(readGenerated(db.database, slow, 1)).rejects.toMatchObject({
    name: 'TemporaryFailure',
    code: 'database-57014',
  });
});
