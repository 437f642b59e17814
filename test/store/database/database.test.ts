import { PermanentFailure, TemporaryFailure } from '../../../core/base/failure.ts';
import {
  databaseFailure,
  execute,
  inTransaction,
  openDatabase,
  rows,
  type Transaction,
} from '../../../store/database/database.ts';
import { freePort } from '../../../worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

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
  ['21000', 'cardinality violation', 'PermanentFailure', 'data-refused'],
  ['22003', 'numeric value out of range', 'PermanentFailure', 'data-refused'],
  ['44000', 'with check option violation', 'PermanentFailure', 'data-refused'],
  ['54000', 'index row size exceeds maximum', 'PermanentFailure', 'data-refused'],
  ['54001', 'stack depth limit exceeded', 'PermanentFailure', 'data-refused'],
  ['P0001', 'raised by a trigger', 'PermanentFailure', 'data-refused'],
  ['XX000', 'invalid memory alloc request size', 'PermanentFailure', 'database-xx000'],
  ['42P01', 'no such table', 'PermanentFailure', 'database-42p01'],
  ['ECONNREFUSED', 'connect ECONNREFUSED', 'TemporaryFailure', 'database-away'],
  ['ECONNRESET', 'read ECONNRESET', 'TemporaryFailure', 'database-away'],
])('%s (%s) is a %s', (code, message, name, expected) => {
  expect(databaseFailure(Object.assign(new Error(message), { code }))).toMatchObject({ name, code: expected });
});

it('a statement without an answer in its time is a silent database', () => {
  expect(databaseFailure(new Error('Query read timeout'))).toMatchObject({
    name: 'TemporaryFailure',
    code: 'database-silent',
  });
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
    const holding = await small.begin();
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

  it('a statement that is sent and not waited for fails its transaction, by its own words, and the connection serves on', async () => {
    const one = openDatabase({ url: db.url, max: 1 });
    await execute(one, 'create table names (name text primary key)');
    const add = (trx: Transaction, name: string) => execute(trx, 'insert into names values (?)', [name]);
    const twice = inTransaction(one, async (trx) => {
      await add(trx, 'ann');
      await add(trx, 'ann'); // the first failure
      await execute(trx, 'insert into names values (?), (?)', ['ben', 'cem']); // refused because of it
    });
    await expect(twice).rejects.toMatchObject({
      code: 'data-refused',
      message: expect.stringContaining('duplicate key'),
    });
    const asked = inTransaction(one, async (trx) => {
      await add(trx, 'ann');
      await add(trx, 'ann');
      return rows(trx, 'select name from names where name = ?', ['ann']); // asks behind the failure: hears of it
    });
    await expect(asked).rejects.toMatchObject({
      code: 'data-refused',
      message: expect.stringContaining('duplicate key'),
    });
    expect(await rows(one, 'select name from names')).toEqual([]);
    // What was prepared, or refused to be, in a failed transaction is no memory that misleads.
    await inTransaction(one, async (trx) => {
      await execute(trx, 'insert into names values (?), (?)', ['ben', 'cem']);
      expect(await rows(trx, 'select name from names where name = ?', ['ben'])).toEqual([{ name: 'ben' }]);
    });
    expect(one.poolUse()).toEqual({ used: 0, idle: 1, waiting: 0 });
    await one.destroy();
  });

  it('what only the commit refuses is not committed, and an ended transaction takes nothing more', async () => {
    await execute(db.database, 'create table pairs (name text unique deferrable initially deferred)');
    let ended: Transaction | undefined;
    const twice = inTransaction(db.database, async (trx) => {
      ended = trx;
      for (const name of ['ann', 'ann']) await rows(trx, 'insert into pairs values (?) returning 1', [name]);
    });
    await expect(twice).rejects.toMatchObject({ code: 'data-refused' });
    expect(await rows(db.database, 'select 1 from pairs')).toEqual([]);
    await expect(rows(ended as Transaction, 'insert into pairs values (?)', ['late'])).rejects.toThrow('has ended');
  });

  it('a connection whose prepared statements are gone is replaced, and the work tried again', async () => {
    const one = openDatabase({ url: db.url, max: 1 });
    const ask = () => inTransaction(one, (trx) => rows(trx, 'select cast(? as integer) + 1 as next', [1]));
    expect(await ask()).toEqual([{ next: 2 }]);
    await execute(one, 'deallocate all'); // as by a pooler that hands us another session
    await expect(ask()).rejects.toMatchObject({ name: 'TemporaryFailure', code: 'database-26000' });
    expect(await ask()).toEqual([{ next: 2 }]);
    await one.destroy();
  });

  it('work that throws by itself leaves nothing behind', async () => {
    await execute(db.database, 'create table things (name text)');
    const work = inTransaction(db.database, async (trx) => {
      await execute(trx, 'insert into things values (?)', ['a']);
      throw new PermanentFailure('no', 'thanks');
    });
    await expect(work).rejects.toMatchObject({ code: 'no' });
    expect(await rows(db.database, 'select 1 from things')).toEqual([]);
  });

  it('a connection that is cut between two statements of a transaction fails that transaction alone', async () => {
    const one = openDatabase({ url: db.url, max: 1 });
    const cut = inTransaction(one, async (trx) => {
      const [me] = await rows<{ pid: number }>(trx, 'select pg_backend_pid() as pid');
      await rows(db.database, 'select pg_terminate_backend(?)', [me?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return rows(trx, 'select 1');
    });
    await expect(cut).rejects.toMatchObject({ name: 'TemporaryFailure' });
    expect(await rows(one, 'select 1 as one')).toEqual([{ one: 1 }]);
    await one.destroy();
  });

  it('a cached plan from when its table was small still uses the key', async () => {
    const one = openDatabase({ url: db.url, max: 1 });
    await execute(one, 'create table small (id integer primary key)');
    await execute(one, 'insert into small select generate_series(1, 5)');
    await execute(one, 'analyze small');
    for (let id = 1; id <= 20; id += 1) await rows(one, 'select id from small where id = ?', [id]);
    await execute(one, 'select pg_stat_force_next_flush()');
    const scans = `select seq_scan, idx_scan from pg_stat_user_tables where relname = 'small'`;
    expect(await rows(one, scans)).toEqual([{ seq_scan: expect.any(Number), idx_scan: 20 }]);
    await one.destroy();
  });

  it('ends a statement and a wait for a lock at the limits of the pool, and of a transaction at its own', async () => {
    const limits = { statementMs: 1_300, lockMs: 150 };
    const short = openDatabase({ url: db.url, max: 2, limits });
    await execute(db.database, 'create table locked as select 1 as n');
    const holder = await db.database.begin();
    await rows(holder, 'select 1 from locked for update');
    const code = (work: Promise<unknown>) => work.catch((error: { code: string }) => error.code);
    const sleep = (seconds: number, own?: typeof limits) =>
      code(inTransaction(short, (trx) => rows(trx, 'select pg_sleep(?)', [seconds]), own));
    expect(await code(inTransaction(short, (trx) => rows(trx, 'select 1 from locked for update')))).toBe(
      'database-55p03',
    );
    expect(await sleep(5)).toBe('database-57014');
    expect(await sleep(0.5, { statementMs: 5_000, lockMs: 150 })).toEqual([{ pg_sleep: '' }]);
    expect(await sleep(5, { statementMs: 1_100, lockMs: 150 })).toBe('database-57014');
    await holder.rollback();
    await short.destroy();
  });

  it('collisions are tried again at once: two transactions that lock in opposite order both succeed', async () => {
    await execute(db.database, 'create table boxes as select n from generate_series(1, 2) n');
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
