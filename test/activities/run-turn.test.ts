import pino from 'pino';
import { createRunActivities } from '../../activities/index.ts';
import { runTurn } from '../../activities/run-turn.ts';
import { newId } from '../../core/base/id.ts';
import { defineEvent, flow, journey, on, waitFor } from '../../core/index.ts';
import { publish } from '../../services/publishing/publish.ts';
import { type Database, inTransaction, rows } from '../../store/database/database.ts';
import { enqueueRuns, lanes } from '../../store/outbox/outbox.ts';
import { exitRun, retryRun } from '../../store/runs/operate.ts';
import { sweepOverdueRuns } from '../../worker/sweeper.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { SignedUp, welcome } from '../support/journeys.ts';
import { insertTestRun, takeIn } from '../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const visits = () =>
  db.look<{ visit: number; step_id: string; path: string | null }>(
    'select visit, step_id, path from run_visits order by visit',
  );

it('gives the same result to a second caller, and takes each input once', async () => {
  const run = await insertTestRun(db);
  const now = Date.now() + 10_000;
  const results = await Promise.all(Array.from({ length: 6 }, () => runTurn(db.database, run.id, now)));
  const [first] = results;
  for (const result of results) expect(result).toEqual(first);
  expect(await visits()).toEqual([{ visit: 1, step_id: 'settle', path: null }]);
  const [row] = await db.look<{ consumed: number; last_seq: number }>('select consumed, last_seq from journey_runs');
  expect(row).toEqual({ consumed: 1, last_seq: 1 });
});

it('waits for the lock of the customer and of the run: one turn at a time', async () => {
  const run = await insertTestRun(db);
  for (const [table, id] of [
    ['customers', run.customerId],
    ['journey_runs', run.id],
  ] as const) {
    let turn: Promise<unknown> | undefined;
    let taken = false;
    await inTransaction(db.database, async (trx) => {
      await rows(trx, `select 1 from ${table} where id = ? for no key update`, [id]);
      turn = runTurn(db.database, run.id, Date.now()).then(() => {
        taken = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect({ table, taken }).toEqual({ table, taken: false });
    });
    await turn;
    expect(taken).toBe(true);
  }
});

it('speaks by the newest titles of the version it follows, which a publish may change', async () => {
  const definition = welcome({ settle: '1 hour' });
  const titled = (title: string) => ({
    ...definition,
    steps: { ...definition.steps, settle: { ...definition.steps.settle, title } as never },
  });
  const run = await insertTestRun(db, { definition: titled('Coming to rest') });
  expect((await runTurn(db.database, run.id, Date.now())).label).toMatch(/^Coming to rest: /);
  expect(await publish(db.database, 'default', { journeys: [titled('A break')], templates: [] })).toMatchObject({
    journeys: [{ version: 1, change: 'relabelled' }],
  });
  expect((await runTurn(db.database, run.id, Date.now())).label).toMatch(/^A break: /);
});

it('takes time from the later of the two clocks, and tells the wake-up as a span', async () => {
  const run = await insertTestRun(db, { definition: welcome({ settle: '1 hour' }) });
  const ahead = Date.now() + 600_000;
  expect(await runTurn(db.database, run.id, ahead)).toMatchObject({ wakeAt: ahead + 3_600_000, wakeIn: 3_600_000 });
  const behind = await runTurn(db.database, run.id, Date.now() - 3_600_000);
  expect(behind.wakeAt).toBe(ahead + 3_600_000);
  expect(behind.wakeIn).toBeGreaterThan(4_200_000 - 60_000);
  expect(behind.wakeIn).toBeLessThanOrEqual(4_200_000);
});

it.each(['open', 'stuck', 'ended', 'gone'])('removes its run from the outbox: %s', async (state) => {
  const run = await insertTestRun(db);
  await enqueueRuns(db.database, [{ journeyRunId: run.id, label: 'test' }], lanes.live);
  if (state === 'stuck') await db.look('update journey_runs set stuck_at = now() returning 1');
  if (state === 'ended') await db.look('update journey_runs set ended_at = now() returning 1');
  if (state === 'gone') await db.look(`update outbox set journey_run_id = '${newId()}' returning 1`);
  const [queued] = await db.look<{ id: string }>('select journey_run_id as id from outbox');
  await runTurn(db.database, queued?.id as string, Date.now());
  expect(await db.look('select 1 from outbox')).toEqual([]);
});

it('leaves its run on the list when the turn fails', async () => {
  const run = await insertTestRun(db);
  await enqueueRuns(db.database, [{ journeyRunId: run.id, label: 'test' }], lanes.live);
  await db.look(`update journey_runs set entry_event_id = '${newId()}' returning 1`); // the entry is gone
  await expect(runTurn(db.database, run.id, Date.now())).rejects.toMatchObject({ code: 'entry-gone' });
  expect(await db.look('select 1 from outbox')).toHaveLength(1);
});

it('counts what was accepted by the deadline as in time, however late the turn', async () => {
  const run = await insertTestRun(db, { definition: welcome({ settle: '1 second', timeout: '1 hour' }) });
  const start = Date.now();
  await runTurn(db.database, run.id, start);
  await runTurn(db.database, run.id, start + 2_000);
  const settle = () =>
    db.look(`with settled as (update journey_runs set last_seq = last_seq + 1 returning id, last_seq)
      insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
      select id, last_seq, 'job-settled', '{"v": 1, "visit": 2, "outcome": {"result": "accepted"}}', now() from settled returning seq`);
  await settle();
  await runTurn(db.database, run.id, start + 3_000);
  await settle(); // a second outcome means nothing, but it stands before the answer and meets the deadline first
  await takeIn(db, { userId: run.userId, name: 'Project Created' });
  const result = await runTurn(db.database, run.id, start + 7_200_000);
  expect(result.openJobs.map(({ summary }) => summary)).toEqual([expect.stringContaining('bravo')]);
});

describe('a run whose turn can not be taken', () => {
  const activities = () =>
    createRunActivities({
      database: db.database,
      channels: new Map(),
      leaseMs: 1,
      sendTimeoutMs: 1,
      longestPauseMs: 1,
      logger: pino({ level: 'silent' }),
    });

  it('is stuck, visibly, without an exception for Temporal, and goes on when an operator retries it', async () => {
    const run = await insertTestRun(db);
    await db.look(
      `update journey_runs set state = '{"v": 1, "tokens": [{"step": "no-such-step", "visit": 1, "arrivedAt": 1, "lookBackFrom": 1, "consumed": []}], "jobs": [], "lastVisit": 1}' returning 1`,
    );
    expect(await activities().runTurn({ journeyRunId: run.id, now: Date.now() })).toMatchObject({
      stuck: true,
      finished: false,
      openJobs: [],
    });
    const [stuck] = await db.look<{ stuck_error_id: string; code: string }>(
      'select r.stuck_error_id, f.code from journey_runs r join failures f on f.id = r.stuck_error_id',
    );
    expect(stuck?.code).toBe('missing-step');
    expect(await sweepOverdueRuns(db.database, { graceMs: -60_000 })).toBe(0); // no crash loop by sweeping

    await db.look(
      `update journey_runs set state = '{"v": 1, "tokens": [], "jobs": [], "lastVisit": 0}', consumed = 0 returning 1`,
    );
    expect(await activities().runTurn({ journeyRunId: run.id, now: Date.now() })).toMatchObject({ stuck: true }); // only the operator resumes
    expect(await retryRun(db.database, 'default', run.id)).toBe('done');
    expect(await activities().runTurn({ journeyRunId: run.id, now: Date.now() })).toMatchObject({ stuck: false });
    expect(await retryRun(db.database, 'default', run.id)).toBe('not-stuck');
  });

  const endless = journey(
    'endless',
    { purpose: 'transactional', entry: on(SignedUp) },
    flow(waitFor('project', { created: on(defineEvent('Project Created', {})) })),
  );
  const dueAt = async () => (await db.look<{ due_at: number | null }>('select due_at from journey_runs'))[0]?.due_at;
  const rungAfter = async (seconds: number) => {
    await db.look('delete from outbox returning 1');
    await db.look('update workspaces set clock_offset_ms = ? returning 1', [seconds * 1_000]);
    return sweepOverdueRuns(db.database);
  };

  it.each([
    ['in six hours', 'settle', welcome({ settle: '6 hours' })],
    ['for an event only', 'project', endless],
  ])(
    'still wakes when it should, once it was tried again and had nothing to do: %s',
    async (_when, step, definition) => {
      const run = await insertTestRun(db, { definition });
      await runTurn(db.database, run.id, Date.now());
      const due = await dueAt();
      const standOn = (name: string) =>
        db.look(`update journey_runs set state = jsonb_set(state, '{tokens,0,step}', to_jsonb(?::text)) returning 1`, [
          name,
        ]);
      await standOn('no-such-step');
      expect(await activities().runTurn({ journeyRunId: run.id, now: Date.now() })).toMatchObject({ stuck: true });
      await standOn(step);
      expect(await retryRun(db.database, 'default', run.id)).toBe('done');
      expect(await activities().runTurn({ journeyRunId: run.id, now: Date.now() })).toMatchObject({ stuck: false });
      expect(await dueAt()).toBe(due);
      expect(await rungAfter(31)).toBe(0);
    },
  );

  it('and that is not taken when an operator retries it, is enqueued again: after the grace, not before', async () => {
    const run = await insertTestRun(db);
    await db.look(
      `update journey_runs set due_at = due_at - interval '1 hour', stuck_at = clock_timestamp() returning 1`,
    );
    expect(await retryRun(db.database, 'default', run.id)).toBe('done');
    expect(await rungAfter(0)).toBe(0);
    expect(await rungAfter(31)).toBe(1);
  });

  it('asks Temporal for a retry when the database is away, with a code and no words', async () => {
    const run = await insertTestRun(db);
    const gone: Database = {
      ...db.database,
      begin: () => Promise.reject(Object.assign(new Error('secret words'), { code: 'ECONNREFUSED' })),
    };
    const away = createRunActivities({
      database: gone,
      channels: new Map(),
      leaseMs: 1,
      sendTimeoutMs: 1,
      longestPauseMs: 1,
      logger: pino({ level: 'silent' }),
    });
    await expect(away.runTurn({ journeyRunId: run.id, now: Date.now() })).rejects.toMatchObject({
      type: 'TemporaryFailure',
      message: 'database-away',
      nonRetryable: false,
    });
  });
});

it('ends by an operator, once, also when asked twice', async () => {
  const run = await insertTestRun(db);
  expect(await exitRun(db.database, 'default', run.id, 'wrong list')).toBe('done');
  expect(await exitRun(db.database, 'default', run.id, 'wrong list')).toBe('done');
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ finished: true });
  expect(await exitRun(db.database, 'default', run.id, 'wrong list')).toBe('ended');
  const [row] = await db.look<{ end_reason: string; due_at: null }>('select end_reason, due_at from journey_runs');
  expect(row).toEqual({ end_reason: 'wrong list', due_at: null });
});

it('goes on over an input whose event is not stored any more', async () => {
  const run = await insertTestRun(db);
  await takeIn(db, { userId: run.userId, name: 'Account Closed' });
  await db.look(`delete from events where name = 'Account Closed' returning 1`);
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ finished: false, stuck: false });
  await exitRun(db.database, 'default', run.id, 'wrong list');
  expect(await runTurn(db.database, run.id, Date.now())).toMatchObject({ finished: true });
});

it('finds an ended run ended, however late the wake signal comes', async () => {
  const run = await insertTestRun(db);
  await runTurn(db.database, run.id, Date.now());
  await exitRun(db.database, 'default', run.id, 'wrong list');
  await runTurn(db.database, run.id, Date.now());
  const whole = () => db.look<object>('select * from journey_runs');
  const before = await whole();
  expect(await runTurn(db.database, run.id, Date.now() + 86_400_000)).toEqual({
    finished: true,
    stuck: false,
    openJobs: [],
    label: 'ended',
  });
  expect(await whole()).toEqual(before);
});
