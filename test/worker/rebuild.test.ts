import type { Client } from '@temporalio/client';
import { type Database, execute, inTransaction, openDatabase } from '../../store/database/database.ts';
import { removeFromOutbox } from '../../store/outbox/outbox.ts';
import { rebuild } from '../../worker/rebuild.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { insertTestRun } from '../support/runs.ts';

/** What Temporal knows is nothing here: test/system/rebuild.test.ts asks a real one. */
const forgetful = { workflow: { async *list() {} } } as unknown as Client;

let db: TestDatabase;
let impatient: Database;
beforeEach(async () => {
  db = await createTestDatabase();
  impatient = openDatabase({ url: db.url, limits: { statementMs: 8_000, lockMs: 200 } });
});
afterEach(async () => {
  await impatient.destroy();
  await db.destroy();
});

it('enqueues all others while a stalled turn holds one run, and that one when the turn lets go', async () => {
  const runs = [await insertTestRun(db), await insertTestRun(db), await insertTestRun(db)];
  const ids = runs.map(({ id }) => id).sort();
  const held = ids[1] as string;
  const queued = () =>
    db
      .look<{ id: string }>('select journey_run_id as id from outbox order by 1')
      .then((rows) => rows.map(({ id }) => id));
  await execute(db.database, `insert into outbox (journey_run_id, lane) values (?, 0)`, [held]);
  let rebuilt: ReturnType<typeof rebuild> | undefined;
  await inTransaction(db.database, async (trx) => {
    await removeFromOutbox(trx, held); // as a turn does before it reads its inputs
    rebuilt = rebuild(impatient, forgetful, { workspace: 'default', dryRun: false });
    await eventually(queued, (found) => found.length === 3); // the locked row is still seen from outside
  });
  expect(await rebuilt).toEqual({ openRuns: 3, withoutWorkflow: 3, withoutRun: 0 });
  expect(await queued()).toEqual(ids);
});
