import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { email, flow, journey, on, send, template, wait } from '../../../core/index.ts';
import { execute } from '../../../store/database/database.ts';
import { readBacklog } from '../../../store/measurement/backlog.ts';
import { reportFailure } from '../../../store/measurement/failures.ts';
import { writeHeartbeat } from '../../../store/measurement/processes.ts';
import { readStatus } from '../../../store/measurement/status.ts';
import { enqueueRuns, lanes, leaseEntries } from '../../../store/outbox/outbox.ts';
import { countOpenRuns } from '../../../store/runs/open-run-counts.ts';
import { appendInputs } from '../../../store/runs/run-inputs.ts';
import { markStuck } from '../../../store/runs/runs.ts';
import { sweepOverdueRuns } from '../../../worker/sweeper.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { SignedUp, welcome } from '../../support/journeys.ts';
import { insertTestRun, takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

/** A run that waits for an hour: nothing about it is late. */
async function quietRun() {
  const run = await insertTestRun(db, { definition: welcome({ settle: '1 hour' }) });
  await runTurn(db.database, run.id, Date.now());
  return run;
}
const ago = (id: string, seconds: number) =>
  db.look(`update journey_runs set due_at = clock_timestamp() - ? * interval '1 second' where id = ? returning 1`, [
    seconds,
    id,
  ]);

it('an empty workspace, and one whose runs wait as they should, have no backlog', async () => {
  const nothing = { stuck: 0, overdue: 0, oldestInputAgeMs: null, queued: 0, oldestQueuedAgeMs: null };
  expect(await readBacklog(db.database, 'default')).toEqual(nothing);
  await quietRun();
  expect(await readBacklog(db.database, 'default')).toEqual(nothing);
});

it('reports the age of an input that no turn has taken, and none once it was taken', async () => {
  const run = await quietRun();
  await takeIn(db, { userId: run.userId, name: 'Account Closed' });
  await db.look(
    `update run_inputs set accepted_at = accepted_at - interval '50 seconds' where journey_run_id = ? and seq = 2 returning 1`,
    [run.id],
  );
  const { oldestInputAgeMs } = await readBacklog(db.database, 'default');
  expect(oldestInputAgeMs).toBeGreaterThanOrEqual(50_000);
  expect(oldestInputAgeMs).toBeLessThan(50_000 + 60_000);
  await runTurn(db.database, run.id, Date.now());
  expect(await readBacklog(db.database, 'default')).toMatchObject({ oldestInputAgeMs: null });
});

it('still reports an input after the sweeper has moved its run away from the front', async () => {
  const run = await quietRun();
  await takeIn(db, { userId: run.userId, name: 'Account Closed' });
  await db.look('delete from outbox returning 1'); // Temporal was notified, and no worker came
  await ago(run.id, 40);
  expect(await sweepOverdueRuns(db.database)).toBe(1);
  await sweepOverdueRuns(db.database);
  await db.look(`update journey_runs set due_at = now() + interval '5 minutes' returning 1`); // as later sweeps do
  expect(await readBacklog(db.database, 'default')).toMatchObject({ overdue: 1, oldestInputAgeMs: expect.any(Number) });
});

it('a run is overdue half a minute after its moment, and stays so while the sweeper enqueues it in vain', async () => {
  const run = await quietRun();
  await ago(run.id, 20);
  expect(await readBacklog(db.database, 'default')).toMatchObject({ overdue: 0 });
  await ago(run.id, 40);
  expect(await readBacklog(db.database, 'default')).toMatchObject({ overdue: 1 });
  expect(await sweepOverdueRuns(db.database)).toBe(1);
  expect(await readBacklog(db.database, 'default')).toMatchObject({ overdue: 1, queued: 1 });
  await takeIn(db, { userId: run.userId, name: 'Account Closed' });
  await runTurn(db.database, run.id, Date.now());
  expect(await readBacklog(db.database, 'default')).toMatchObject({ overdue: 0 });
});

it('the oldest queued run counts from when it came into the outbox, however often it is enqueued', async () => {
  const [old, young] = [newId(), newId()];
  const enqueue = (journeyRunId: string) => enqueueRuns(db.database, [{ journeyRunId, label: 'test' }], lanes.live);
  await enqueue(old);
  await db.look(`update outbox set enqueued_at = enqueued_at - interval '1 minute' returning 1`);
  await enqueue(young);
  await enqueue(old);
  const { queued, oldestQueuedAgeMs } = await readBacklog(db.database, 'default');
  expect(queued).toBe(2);
  expect(oldestQueuedAgeMs).toBeGreaterThanOrEqual(60_000);
  expect(oldestQueuedAgeMs).toBeLessThan(60_000 + 60_000);
});

it('a run whose notification had no effect is overdue, no outbox lag, until it is enqueued again', async () => {
  const { id } = await insertTestRun(db);
  const queued = async () => (await readBacklog(db.database, 'default')).queued;
  await enqueueRuns(db.database, [{ journeyRunId: id, label: 'test' }], lanes.live);
  expect(await queued()).toBe(1);
  const notify = () => leaseEntries(db.database, { limit: 1, leaseMs: 0, lane: lanes.live });
  await notify();
  expect(await queued()).toBe(1); // notified, or about to be: while Temporal is unavailable that lasts
  await notify();
  expect(await readBacklog(db.database, 'default')).toMatchObject({ queued: 0, oldestQueuedAgeMs: null });
  await enqueueRuns(db.database, [{ journeyRunId: id, label: 'test' }], lanes.live);
  expect(await queued()).toBe(1);
});

it('stuck runs are named with their errors, the longest first', async () => {
  const [first, second] = [await quietRun(), await quietRun()];
  for (const run of [first, second]) {
    const { errorId } = await reportFailure(
      db.database,
      Object.assign(new Error('Ann is gone'), { code: 'ann-gone' }),
      run.id,
    );
    await markStuck(db.database, run.id, errorId);
  }
  const status = await readStatus(db.database, 'default');
  expect(status.backlog).toMatchObject({ stuck: 2, overdue: 0 });
  expect(status.stuckRuns.map(({ id, errorCode }) => [id, errorCode])).toEqual([
    [first.id, 'ann-gone'],
    [second.id, 'ann-gone'],
  ]);
  expect(JSON.stringify(status)).not.toContain('Ann');
});

it('messages and events are those of the last hour, the retried ones of all times', async () => {
  const run = await quietRun();
  const message = (visit: number, channel: string, state: string, minutesAgo: number) =>
    db.look(
      `insert into messages (id, origin, journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, state, created_at, updated_at)
       values (?, 'run', ?, ?, 'default', ?, 'welcome', 'hello', ?, 'hello', ?, now() - ? * interval '1 minute', now()) returning 1`,
      [newId(), run.id, visit, run.customerId, channel, state, minutesAgo],
    );
  await message(1, 'email', 'accepted', 5);
  await message(2, 'email', 'accepted', 59);
  await message(3, 'webhook', 'unknown', 1);
  await message(4, 'email', 'failed-temporarily', 300);
  await db.look(
    `update events set accepted_at = accepted_at - interval '2 minutes' where name = 'Signed Up' returning 1`,
  );
  expect(await readStatus(db.database, 'default')).toMatchObject({
    messages: [
      { channel: 'email', state: 'accepted', messages: 2 },
      { channel: 'webhook', state: 'unknown', messages: 1 },
    ],
    retried: 1,
    events: { lastMinute: 1, lastHour: 2 },
  });
});

it('open runs are counted by journey and version, and projected from a sample when there are many', async () => {
  await quietRun();
  await quietRun();
  await insertTestRun(db, { definition: welcome({ settle: '2 hours' }) });
  const ended = await insertTestRun(db, { definition: welcome({ id: 'other' }) });
  await db.look(`update journey_runs set ended_at = now() where id = ? returning 1`, [ended.id]);
  const byVersion = await db.look(
    `select journey_id as journey, version, count(*) as runs from journey_runs where ended_at is null group by 1, 2 order by 1, 2`,
  );
  const counted = await countOpenRuns(db.database, 'default');
  expect(counted).toMatchObject({ estimated: false, byVersion });
  await execute(db.database, 'analyze journey_runs');
  // A sample as large as the table is the table: the projection must come out at what there is.
  expect(await countOpenRuns(db.database, 'default', { exactUpTo: 0 })).toEqual({ ...counted, estimated: true });
});

it('lists the live processes without the kinds that they know', async () => {
  const id = newId();
  await writeHeartbeat(db.database, { id, role: 'worker', version: '0.1.0', host: 'here', pid: 7, kinds: {} });
  const { processes } = await readStatus(db.database, 'default');
  expect(processes).toEqual([
    { role: 'worker', version: '0.1.0', host: 'here', since: expect.any(Number), lastSeen: expect.any(Number) },
  ]);
});

it('latencies are of what came in the last hour and led to something at once', async () => {
  const none = { clickToAcceptance: null, acceptanceToProvider: null };
  expect(await readStatus(db.database, 'default')).toMatchObject({ latencies: none });
  const hello = send('hello', template('hello'), { via: [email] });
  const bravo = send('bravo', template('bravo'), { via: [email] });
  const definition = journey(
    'two-mails',
    { purpose: 'transactional', entry: on(SignedUp), exit: {} },
    flow(hello, wait('an-hour', '1 hour'), bravo),
  );
  const run = await insertTestRun(db, { definition });
  await runTurn(db.database, run.id, Date.now());
  await appendInputs(db.database, Date.now(), [
    { journeyRunId: run.id, kind: 'job-settled', visit: 1, outcome: { result: 'accepted' } },
  ]);
  await runTurn(db.database, run.id, Date.now());
  await runTurn(db.database, run.id, Date.now() + 2 * 3_600_000);
  await db.look(`update events set occurred_at = accepted_at - interval '40 ms' returning 1`);
  const messages = await db.look<{ step: string; prompted: boolean }>(
    `update messages set state = 'accepted', accepted_at = coalesce(prompted_at, now()) + interval '90 ms'
     returning step_id as step, prompted_at is not null as prompted`,
  );
  expect(messages.sort((a, b) => a.step.localeCompare(b.step))).toEqual([
    { step: 'bravo', prompted: false }, // a wait lies between
    { step: 'hello', prompted: true },
  ]);
  const latencies = {
    clickToAcceptance: { measured: 2, p50Ms: 40, p99Ms: 40 },
    acceptanceToProvider: { measured: 1, p50Ms: 90, p99Ms: 90 },
  };
  expect(await readStatus(db.database, 'default')).toMatchObject({ latencies });
  await db.look(`update events set flags = '{time-ahead}' returning 1`);
  await db.look(`update messages set accepted_at = accepted_at - interval '2 hours' returning 1`);
  expect(await readStatus(db.database, 'default')).toMatchObject({ latencies: none });
});
