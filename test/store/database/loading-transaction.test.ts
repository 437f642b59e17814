import { TemporaryFailure } from '../../../core/base/failure.ts';
import { execute, inLoadingTransaction, rows } from '../../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await execute(db.database, 'create table notes (note text)');
});
afterAll(() => db.destroy());

it('rolls back, loads on the pool and begins again; the third attempt loads within the transaction', async () => {
  const loadedOn: ('pool' | 'transaction')[] = [];
  let attempts = 0;
  const result = await inLoadingTransaction(db.database, async (trx, load) => {
    attempts += 1;
    await execute(trx, 'insert into notes values (?)', [`attempt ${attempts}`]);
    return load(async (on) => {
      loadedOn.push(on === db.database ? 'pool' : 'transaction');
      const [row] = await rows<{ notes: number }>(on, 'select count(*) as notes from notes');
      return row?.notes;
    });
  });
  expect(loadedOn).toEqual(['pool', 'pool', 'transaction']);
  expect(result).toBe(1); // of the third attempt: the others left nothing
  expect(await rows(db.database, 'select note from notes')).toEqual([{ note: 'attempt 3' }]);
});

it('is one transaction where nothing is missing, and tells a failure of loading as one of the database', async () => {
  expect(await inLoadingTransaction(db.database, async () => 'done')).toBe('done');
  const broken = inLoadingTransaction(db.database, (_trx, load) => load((on) => rows(on, 'select nothing')));
  await expect(broken).rejects.toMatchObject({ name: 'PermanentFailure', code: 'database-42703' });
  const newer = new TemporaryFailure('needs-newer-worker', '');
  const loading = inLoadingTransaction(db.database, (_trx, load) => load(() => Promise.reject(newer)));
  await expect(loading).rejects.toBe(newer);
});
