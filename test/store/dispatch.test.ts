import { newId } from '../../src/base/id.ts';
import { execute, inTransaction } from '../../src/store/database.ts';
import { forgetRings, lanes, postponeRings, ringRuns, takeRings } from '../../src/store/dispatch.ts';
import { createTestDatabase, openWithoutIndexes, type TestDatabase } from '../kit/database.ts';
import { insertTestRun } from '../kit/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const take = (more: Partial<Parameters<typeof takeRings>[1]> = {}) =>
  takeRings(db.database, { limit: 10, leaseMs: 60_000, lane: lanes.live, ...more });
const ring = (id: string, lane: 0 | 1 = lanes.live) =>
  ringRuns(db.database, [{ journeyRunId: id, label: 'event Seen' }], lane);

it('gives a ring to one taker, with what a start must know', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  const [first, second] = await Promise.all([take(), take()]);
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

it('keeps a ring that comes while the one before it is told', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  const taken = await take();
  await ring(run.id); // the ring ends the lease
  await forgetRings(db.database, taken);
  expect(await take()).toHaveLength(1);
});

it('takes a ring off once it is told, and gives it back when its taker died', async () => {
  const [told, died] = [await insertTestRun(db), await insertTestRun(db)];
  await ring(told.id);
  await ring(died.id);
  const taken = await take({ leaseMs: 0 });
  await forgetRings(
    db.database,
    taken.filter(({ journeyRunId }) => journeyRunId === told.id),
  );
  expect((await take()).map(({ journeyRunId }) => journeyRunId)).toEqual([died.id]);
});

it('gives the oldest rings first, whatever way PostgreSQL finds them', async () => {
  const runs = [await insertTestRun(db), await insertTestRun(db), await insertTestRun(db)];
  for (const { id } of runs) await ring(id);
  await db.look('update dispatch set label = label where journey_run_id = ? returning 1', [runs[0]?.id]); // its row lies last
  const database = await openWithoutIndexes(db);
  const inOrder: (string | undefined)[] = [];
  for (const _run of runs) {
    const [taken] = await takeRings(database, { limit: 1, leaseMs: 60_000, lane: lanes.live });
    inOrder.push(taken?.journeyRunId);
  }
  expect(inOrder).toEqual(runs.map(({ id }) => id));
  await database.destroy();
});

it('lifts a bulk ring into the live lane, and never the other way', async () => {
  const run = await insertTestRun(db);
  await ring(run.id, lanes.bulk);
  expect(await take()).toEqual([]);
  await ring(run.id);
  await ring(run.id, lanes.bulk);
  expect(await take()).toHaveLength(1);
});

it('does not delay a ring that came while the one before could not be told', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  const taken = await take();
  await ring(run.id);
  await postponeRings(db.database, taken, 60_000);
  expect(await take()).toHaveLength(1);
});

it('drops rings of runs that have ended or are gone', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  await ring(newId());
  await db.look('update journey_runs set ended_at = now() returning id');
  expect(await take()).toEqual([]);
  expect(await db.look('select 1 from dispatch')).toEqual([]);
});

it('is never waited for: a ring goes through while a taker is at work', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  await take();
  await inTransaction(db.database, async (trx) => {
    await execute(trx, `set local lock_timeout = '200ms'`);
    await ringRuns(trx, [{ journeyRunId: run.id, label: 'again' }], lanes.live);
  });
  expect(await take()).toHaveLength(1);
});

it('a dispatcher paused beyond its lease takes nothing away that came meanwhile', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  const paused = await take({ leaseMs: 0 });
  const other = await take();
  expect(other).toHaveLength(1); // told a second time: an empty turn
  await forgetRings(db.database, other);
  await ring(run.id);
  await forgetRings(db.database, paused); // it wakes, and is done at the generation it read
  expect(await take()).toHaveLength(1);
});
