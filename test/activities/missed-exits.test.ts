import { takeMissedExits } from '../../activities/missed-exits.ts';
import { defineEvent, flow, type JourneyDefinition, journey, on, t, wait, waitFor } from '../../core/index.ts';
import { inTransaction } from '../../store/database/database.ts';
import type { LockedRun } from '../../store/runs/runs.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { SignedUp } from '../support/journeys.ts';
import { insertTestRun, takeIn } from '../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const Bought = defineEvent('Bought', { total: t.number });
const options = { purpose: 'transactional', entry: on(SignedUp) } as const;
const exit = { bought: on(Bought).where(Bought.total.atLeast(100)) };
const listening = waitFor('hope', { bought: on(Bought), timeout: '1 day' });

const plain = journey('first', options, flow(wait('rest', '9 days')));
const waiting = journey('second', options, flow(wait('rest', '9 days'), listening));
const leaving = journey('third', { ...options, exit }, flow(wait('rest', '9 days')));
const leavingOrWaiting = journey('fourth', { ...options, exit }, flow(wait('rest', '9 days'), listening));

it.each<[string, JourneyDefinition, JourneyDefinition, number]>([
  ['by which the new version exits', plain, leaving, 1],
  ['that a step of the old version took without an end', waiting, leaving, 1],
  ['by which the old version exited, too: none', leaving, leaving, 0],
  ['to which a step of the new version listens, which holds from the move on: none', plain, leavingOrWaiting, 0],
])('a run that moves takes the events since its entry %s', async (_what, from, to, handed) => {
  const { id, userId } = await insertTestRun(db, { definition: from });
  for (const total of [50, 150]) await takeIn(db, { userId, name: 'Bought', properties: { total } });
  const inputs = async () => (await db.look('select seq from run_inputs where journey_run_id = ?', [id])).length;
  const before = await inputs();
  const [row] = await db.look<{ customerId: string; entryEventId: string }>(
    'select customer_id as "customerId", entry_event_id as "entryEventId" from journey_runs where id = ?',
    [id],
  );
  const run = { id, key: null, customerId: row?.customerId } as unknown as LockedRun;
  const entry = { id: row?.entryEventId as string, name: SignedUp.name, properties: {}, timestamp: 0, acceptedAt: 0 };
  await inTransaction(db.database, (trx) => takeMissedExits(trx, run, { from, to }, { entry, now: Date.now() }));
  expect((await inputs()) - before).toBe(handed);
});
