import { newId } from '../../../core/base/id.ts';
import { execute, inTransaction } from '../../../store/database/database.ts';
import {
  enqueueRuns,
  findUnturned,
  type LeasedEntry,
  lanes,
  leaseEntries,
  postponeEntry,
  removeFromOutbox,
} from '../../../store/outbox/outbox.ts';
import { createTestDatabase, openWithoutIndexes, type TestDatabase } from '../../support/database.ts';
import { insertTestRun } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const lease = (more: Partial<Parameters<typeof leaseEntries>[1]> = {}) =>
  leaseEntries(db.database, { limit: 10, leaseMs: 60_000, lane: lanes.live, ...more });
const enqueue = (id: string, lane: 0 | 1 = lanes.live) =>
  enqueueRuns(db.database, [{ journeyRunId: id, label: 'event Seen' }], lane);

it('leases a row to one dispatcher, with what a start must know', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  const [first, second] = await Promise.all([lease(), lease()]);
  expect([...first, ...second]).toEqual([
    expect.objectContaining({
      journeyRunId: run.id,
      label: 'event Seen',
      journeyId: 'welcome',
      version: 1,
      customerId: run.customerId,
      started: false,
    }),
  ]);
});

it('gives a row again that is enqueued while its lease runs', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  await lease();
  await enqueue(run.id); // ends the lease
  expect(await lease()).toHaveLength(1);
});

it('keeps a row until the turn, and gives it again when no turn was taken', async () => {
  const [turned, lost] = [await insertTestRun(db), await insertTestRun(db)];
  await enqueue(turned.id);
  await enqueue(lost.id);
  const notified = await lease({ leaseMs: 0 });
  expect(await findUnturned(db.database, notified)).toEqual(new Set([turned.id, lost.id]));
  await inTransaction(db.database, (trx) => removeFromOutbox(trx, turned.id));
  expect(await findUnturned(db.database, notified)).toEqual(new Set([lost.id]));
  await enqueue(turned.id); // for another turn than the one that it was notified of
  expect(await findUnturned(db.database, notified)).toEqual(new Set([lost.id]));
  await db.look('delete from outbox where journey_run_id = ? returning 1', [turned.id]);
  expect((await lease()).map(({ journeyRunId }) => journeyRunId)).toEqual([lost.id]);
});

it('keeps a row that is enqueued during the turn', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  await lease();
  let during: Promise<void> | undefined;
  await inTransaction(db.database, async (trx) => {
    await removeFromOutbox(trx, run.id);
    during = enqueue(run.id); // waits for the turn's end
    await execute(trx, 'select pg_sleep(0.1)');
  });
  await during;
  expect(await lease()).toHaveLength(1);
});

it('lengthens the lease with each attempt without a turn, until the run is enqueued again', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  const leaseSeconds = async () => {
    const [taken] = await lease({ leaseMs: 1_000 });
    expect(taken?.journeyRunId).toBe(run.id);
    const [seconds] = await db.look<{ left: number }>(
      'select round(extract(epoch from leased_until - clock_timestamp())) as left from outbox',
    );
    await db.look(`update outbox set leased_until = '-infinity' returning 1`); // the time passes
    return Number(seconds?.left);
  };
  const leases: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) leases.push(await leaseSeconds());
  expect(leases).toEqual([1, 2, 4, 8, 16, 32, 32, 32]);
  await enqueue(run.id);
  expect(await leaseSeconds()).toBe(1);
});

it('leases the oldest rows first, whatever plan PostgreSQL chooses', async () => {
  const runs = [await insertTestRun(db), await insertTestRun(db), await insertTestRun(db)];
  for (const { id } of runs) await enqueue(id);
  await db.look('update outbox set label = label where journey_run_id = ? returning 1', [runs[0]?.id]); // its row lies last
  const database = await openWithoutIndexes(db);
  const inOrder: (string | undefined)[] = [];
  for (const _run of runs) {
    const [taken] = await leaseEntries(database, { limit: 1, leaseMs: 60_000, lane: lanes.live });
    inOrder.push(taken?.journeyRunId);
  }
  expect(inOrder).toEqual(runs.map(({ id }) => id));
  await database.destroy();
});

it('keeps the place of a waiting run, however often it is enqueued', async () => {
  const [first, second] = [await insertTestRun(db), await insertTestRun(db)];
  for (const { id } of [first, second, first]) await enqueue(id);
  expect((await lease({ limit: 1 })).map(({ journeyRunId }) => journeyRunId)).toEqual([first.id]);
});

it('leases no more rows than its limit, also where statistics say that the outbox is empty', async () => {
  const runs = [];
  for (let number = 0; number < 20; number += 1) runs.push(await insertTestRun(db));
  for (const { id } of runs) await enqueue(id);
  await db.look('delete from outbox returning 1');
  await execute(db.database, 'analyze outbox'); // pages without rows: the statistics stay until the next analyze
  for (const { id } of runs) await enqueue(id);
  expect(await lease({ limit: 5 })).toHaveLength(5);
  expect(await lease({ limit: 100 })).toHaveLength(15);
});

it('moves a run from the bulk to the live lane, and never the other way', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id, lanes.bulk);
  expect(await lease()).toEqual([]);
  await enqueue(run.id);
  await enqueue(run.id, lanes.bulk);
  expect(await lease()).toHaveLength(1);
});

it('does not delay a run that was enqueued while its notification failed', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  const [taken] = await lease();
  await enqueue(run.id);
  await postponeEntry(db.database, taken as LeasedEntry, 60_000);
  expect(await lease()).toHaveLength(1);
});

it('removes rows of runs that have ended or are gone', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  await enqueue(newId());
  await db.look('update journey_runs set ended_at = now() returning id');
  expect(await lease()).toEqual([]);
  expect(await db.look('select 1 from outbox')).toEqual([]);
});

it('never makes an enqueue wait: one goes through while a lease runs', async () => {
  const run = await insertTestRun(db);
  await enqueue(run.id);
  await lease();
  await inTransaction(db.database, async (trx) => {
    await execute(trx, `set local lock_timeout = '200ms'`);
    await enqueueRuns(trx, [{ journeyRunId: run.id, label: 'again' }], lanes.live);
  });
  expect(await lease()).toHaveLength(1);
});
