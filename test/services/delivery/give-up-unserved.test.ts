import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { giveUpUnserved } from '../../../services/delivery/give-up-unserved.ts';
import { openMetrics } from '../../../services/measurement/metrics/process-metrics.ts';
import { writeHeartbeat } from '../../../store/measurement/processes.ts';
import { readStatus } from '../../../store/measurement/status.ts';
import { sweepOverdueRuns } from '../../../worker/sweeper.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { welcome } from '../../support/journeys.ts';
import { insertTestRun } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const HOUR_MS = 3_600_000;
const worker = (...channels: string[]) =>
  writeHeartbeat(db.database, {
    ...{ id: newId(), role: 'worker', version: '0.1.0', host: 'here', pid: 7, kinds: {}, channels },
  });

/** A run whose first mail was requested so many hours ago. */
async function waiting(hours: number) {
  const run = await insertTestRun(db, { definition: welcome({ settle: '1 second' }) });
  await runTurn(db.database, run.id, Date.now());
  await runTurn(db.database, run.id, Date.now() + 2_000);
  await db.look(
    `update messages set updated_at = clock_timestamp() - ? * interval '1 hour' where journey_run_id = ? returning 1`,
    [hours, run.id],
  );
  await db.look(`update journey_runs set due_at = clock_timestamp() - interval '1 minute' where id = ? returning 1`, [
    run.id,
  ]);
  return run;
}
const stateOf = async (journeyRunId: string) => {
  const [message] = await db.look<{ state: string; rule: string | null }>(
    'select state, rule from messages where journey_run_id = ?',
    [journeyRunId],
  );
  return message;
};

it('takes the failure path of a message whose channel no worker has served for a day', async () => {
  const [old, young] = [await waiting(25), await waiting(23)];
  await worker('webhook', 'webhook:', 'in-app');
  expect(await giveUpUnserved(db.database, { afterMs: 24 * HOUR_MS })).toBe(1);
  expect(await stateOf(old.id)).toEqual({ state: 'failed-permanently', rule: 'no-worker' });
  expect(await stateOf(young.id)).toEqual({ state: 'requested', rule: null });
  expect(await db.look('select journey_run_id from outbox')).toEqual([{ journey_run_id: old.id }]);
  const after = await runTurn(db.database, old.id, Date.now());
  expect(after.openJobs).toEqual([]);
  expect(after.label).not.toMatch(/sending/);
  expect(await giveUpUnserved(db.database, { afterMs: 24 * HOUR_MS })).toBe(0);
});

it('leaves a message alone whose channel a worker serves, however long it has waited', async () => {
  const run = await waiting(100);
  await worker('in-app');
  await worker('email');
  expect(await giveUpUnserved(db.database, { afterMs: HOUR_MS })).toBe(0);
  expect(await stateOf(run.id)).toMatchObject({ state: 'requested' });
});

it('leaves a message alone that may have arrived, or that an attempt is under way for', async () => {
  const [doubtful, claimed] = [await waiting(100), await waiting(100)];
  await db.look('update messages set in_doubt = true where journey_run_id = ? returning 1', [doubtful.id]);
  await db.look(`update messages set state = 'claimed' where journey_run_id = ? returning 1`, [claimed.id]);
  expect(await giveUpUnserved(db.database, { afterMs: HOUR_MS })).toBe(0);
});

it('is reported by the status: how many wait by which channel, and since when', async () => {
  await waiting(2);
  await waiting(3);
  const { unserved, now } = await readStatus(db.database, 'default');
  expect(unserved).toEqual([{ channel: 'email', messages: 2, since: expect.any(Number) }]);
  expect(Math.round((now - (unserved[0]?.since ?? 0)) / HOUR_MS)).toBe(3);
  const metrics = await openMetrics(db.database).metrics();
  expect(metrics).toContain('throughline_messages_unserved{channel="email"} 2');
  await worker('email');
  expect(await readStatus(db.database, 'default')).toMatchObject({ unserved: [] });
});

it('the sweeper holds still for a message in the queue of a busy channel, and for no other run', async () => {
  const run = await waiting(1);
  expect(await sweepOverdueRuns(db.database, { busyChannels: ['email'] })).toBe(0);
  expect(await sweepOverdueRuns(db.database, { busyChannels: ['webhook'] })).toBe(1);
  await db.look('delete from outbox returning 1');
  await db.look(`update journey_runs set due_at = clock_timestamp() - interval '1 hour' returning 1`);
  await db.look(`update messages set state = 'failed-temporarily' where journey_run_id = ? returning 1`, [run.id]);
  expect(await sweepOverdueRuns(db.database, { busyChannels: ['email'] })).toBe(1);
});
