import { PermanentFailure, TemporaryFailure } from '../../src/base/failure.ts';
import { databaseFailure, inTransaction, openDatabase, rows } from '../../src/store/database.ts';
import { freePort } from '../../src/worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';

it.each([
  ['53100', 'disk full', 'TemporaryFailure', 'database-53100'],
  ['53200', 'out of memory', 'TemporaryFailure', 'database-53200'],
  ['53300', 'too many connections', 'TemporaryFailure', 'database-53300'],
  ['57P01', 'terminating connection due to administrator command', 'TemporaryFailure', 'database-57p01'],
  ['57P03', 'the database system is starting up', 'TemporaryFailure', 'database-57p03'],
  ['55P03', 'lock timeout', 'TemporaryFailure', 'database-55p03'],
  ['08006', 'connection failure', 'TemporaryFailure', 'database-08006'],
  ['58030', 'io error', 'TemporaryFailure', 'database-58030'],
  ['40P01', 'deadlock', 'TemporaryFailure', 'database-40p01'],
  ['22P05', 'untranslatable character', 'PermanentFailure', 'data-refused'],
  ['23505', 'unique violation', 'PermanentFailure', 'data-refused'],
  ['42P01', 'no such table', 'PermanentFailure', 'database-42p01'],
  ['ECONNREFUSED', 'connect ECONNREFUSED', 'TemporaryFailure', 'database-away'],
  ['ECONNRESET', 'read ECONNRESET', 'TemporaryFailure', 'database-away'],
])('%s (%s) is a %s', (code, message, name, expected) => {
  expect(databaseFailure(Object.assign(new Error(message), { code }))).toMatchObject({ name, code: expected });
});

it('a failure passes as it is, and a bug of ours stays one', () => {
  const failures = [new TemporaryFailure('x', ''), new PermanentFailure('y', '')];
  for (const failure of failures) expect(databaseFailure(failure)).toBe(failure);
  expect(databaseFailure(new TypeError('undefined is not a function'))).toBeInstanceOf(TypeError);
});

describe('on a real server', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.destroy());

  it('a pool that is exhausted, a connection that is cut, and a server that is not there help by being tried later', async () => {
    const small = openDatabase({ url: db.url, max: 1, waitMs: 300 });
    const holding = await small.transaction();
    await expect(inTransaction(small, (trx) => rows(trx, 'select 1'))).rejects.toMatchObject({
      name: 'TemporaryFailure',
      code: 'database-away',
    });
    await holding.rollback();
    await expect(
      inTransaction(small, (trx) => rows(trx, 'select pg_terminate_backend(pg_backend_pid())')),
    ).rejects.toMatchObject({ name: 'TemporaryFailure' });
    expect(await inTransaction(small, (trx) => rows(trx, 'select 1 as one'))).toEqual([{ one: 1 }]);
    await small.destroy();
    const nowhere = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/x` });
    await expect(inTransaction(nowhere, (trx) => rows(trx, 'select 1'))).rejects.toMatchObject({
      name: 'TemporaryFailure',
      code: 'database-away',
    });
    await nowhere.destroy();
  });

  it('collisions are tried again at once: two transactions that lock in opposite order both succeed', async () => {
    await db.database.raw('create table boxes as select n from generate_series(1, 2) n');
    const lock = (first: number, second: number) =>
      inTransaction(db.database, async (trx) => {
        await rows(trx, 'select 1 from boxes where n = ? for update', [first]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await rows(trx, 'select 1 from boxes where n = ? for update', [second]);
        return 'done';
      });
    expect(await Promise.all([lock(1, 2), lock(2, 1)])).toEqual(['done', 'done']);
  });
});
