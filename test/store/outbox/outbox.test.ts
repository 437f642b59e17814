import { newId } from '../../../core/base/id.ts';
import { execute, inTransaction } from '../../../store/database/database.ts';
import {
  findUnturned,
  lanes,
  postponeRing,
  ringRuns,
  type TakenRing,
  takeOff,
  takeRings,
} from '../../../store/outbox/outbox.ts';
import { createTestDatabase, openWithoutIndexes, type TestDatabase } from '../../support/database.ts';
import { insertTestRun } from '../../support/runs.ts';

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

it('tells a ring that comes while the one before it is told', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  await take();
  await ring(run.id); // ends the lease
  expect(await take()).toHaveLength(1);
});

it('is not done when it is told: it stands on the list until the turn, and comes back when no turn was taken', async () => {
  const [turned, lost] = [await insertTestRun(db), await insertTestRun(db)];
  await ring(turned.id);
  await ring(lost.id);
  const told = await take({ leaseMs: 0 });
  expect(await findUnturned(db.database, told)).toEqual(new Set([turned.id, lost.id]));
  await inTransaction(db.database, (trx) => takeOff(trx, turned.id));
  expect(await findUnturned(db.database, told)).toEqual(new Set([lost.id]));
  await ring(turned.id); // for another turn than the one it was told for
  expect(await findUnturned(db.database, told)).toEqual(new Set([lost.id]));
  await db.look('delete from dispatch where journey_run_id = ? returning 1', [turned.id]);
  expect((await take()).map(({ journeyRunId }) => journeyRunId)).toEqual([lost.id]);
});

it('keeps a ring that comes during the turn', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  await take();
  let during: Promise<void> | undefined;
  await inTransaction(db.database, async (trx) => {
    await takeOff(trx, run.id);
    during = ring(run.id); // waits for the turn's end
    await execute(trx, 'select pg_sleep(0.1)');
  });
  await during;
  expect(await take()).toHaveLength(1);
});

it('is told in vain at ever longer distances, until it is rung again', async () => {
  const run = await insertTestRun(db);
  await ring(run.id);
  const lease = async () => {
    const [taken] = await take({ leaseMs: 1_000 });
    expect(taken?.journeyRunId).toBe(run.id);
    const [seconds] = await db.look<{ left: number }>(
      'select round(extract(epoch from leased_until - clock_timestamp())) as left from dispatch',
    );
    await db.look(`update dispatch set leased_until = '-infinity' returning 1`); // the time passes
    return Number(seconds?.left);
  };
  const leases: number[] = [];
  for (let telling = 0; telling < 8; telling += 1) leases.push(await lease());
  expect(leases).toEqual([1, 2, 4, 8, 16, 32, 32, 32]);
  await ring(run.id);
  expect(await lease()).toBe(1);
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

it('leaves a run that waits its place, however often it is rung', async () => {
  const [first, second] = [await insertTestRun(db), await insertTestRun(db)];
  for (const { id } of [first, second, first]) await ring(id);
  expect((await take({ limit: 1 })).map(({ journeyRunId }) => journeyRunId)).toEqual([first.id]);
});

it('takes no more than it was asked for, also where PostgreSQL believes the list to be empty', async () => {
  const runs = [];
  for (let number = 0; number < 20; number += 1) runs.push(await insertTestRun(db));
  for (const { id } of runs) await ring(id);
  await db.look('delete from dispatch returning 1');
  await execute(db.database, 'analyze dispatch'); // pages without rows: believed until the next time
  for (const { id } of runs) await ring(id);
  expect(await take({ limit: 5 })).toHaveLength(5);
  expect(await take({ limit: 100 })).toHaveLength(15);
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
  const [taken] = await take();
  await ring(run.id);
  await postponeRing(db.database, taken as TakenRing, 60_000);
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
