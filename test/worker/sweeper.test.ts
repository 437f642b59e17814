import { runTurn } from '../../activities/run-turn.ts';
import { execute } from '../../store/database/database.ts';
import { sweepOverdueRuns } from '../../worker/sweeper.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { insertTestRun } from '../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

describe('the sweeper', () => {
  it('enqueues overdue runs and no others, once per grace', async () => {
    const late = await insertTestRun(db);
    const waiting = await insertTestRun(db);
    await runTurn(db.database, waiting.id, Date.now() + 60_000); // waits for a second, a minute from now
    await db.look(`update journey_runs set due_at = due_at - interval '31 seconds' where id = ? returning 1`, [
      late.id,
    ]);
    expect(await sweepOverdueRuns(db.database)).toBe(1);
    expect(await db.look('select journey_run_id as id, label from outbox')).toEqual([{ id: late.id, label: 'sweep' }]);
    await db.look('delete from outbox returning 1');
    expect(await sweepOverdueRuns(db.database)).toBe(0);
  });

  it('enqueues no more runs in one sweep than its limit, also where statistics say that there are none', async () => {
    await insertTestRun(db);
    await db.look('delete from journey_runs returning 1');
    await execute(db.database, 'analyze journey_runs'); // pages without rows: the statistics stay until the next analyze
    for (let number = 0; number < 20; number += 1) await insertTestRun(db);
    await db.look(`update journey_runs set due_at = due_at - interval '31 seconds' returning 1`);
    expect(await sweepOverdueRuns(db.database, { limit: 5 })).toBe(5);
  });

  it('goes on with all others when a run was swept for weeks', async () => {
    const forsaken = await insertTestRun(db);
    await insertTestRun(db);
    await db.look(`update journey_runs set due_at = due_at - interval '31 seconds' returning 1`);
    await db.look(`update journey_runs set swept = 5000 where id = ? returning 1`, [forsaken.id]);
    expect(await sweepOverdueRuns(db.database)).toBe(2);
  });

  it('backs off from a run that does not move, until it moves', async () => {
    const run = await insertTestRun(db);
    const due = async () => (await db.look<{ due_at: number }>('select due_at from journey_runs'))[0]?.due_at ?? 0;
    const start = await due();
    const pauses: number[] = [];
    for (let sweep = 0; sweep < 8; sweep += 1) {
      await db.look(`update workspaces set clock_offset_ms = ? returning 1`, [(await due()) - Date.now() + 31_000]);
      expect(await sweepOverdueRuns(db.database)).toBe(1);
      await db.look('delete from outbox returning 1');
      const [clock] = await db.look<{ now: number }>(
        `select clock_timestamp() + clock_offset_ms * interval '1 millisecond' as now from workspaces`,
      );
      pauses.push(Math.abs(Math.round(((await due()) - (clock?.now ?? 0)) / 1_000)));
    }
    expect(start).toBeGreaterThan(0);
    expect(pauses).toEqual([0, 30, 90, 210, 450, 600, 600, 600]);
    const [clock] = await db.look<{ now: number }>(
      `select clock_timestamp() + clock_offset_ms * interval '1 millisecond' as now from workspaces`,
    );
    await runTurn(db.database, run.id, clock?.now ?? 0);
    expect(await db.look('select swept from journey_runs')).toEqual([{ swept: 0 }]);
    await runTurn(db.database, run.id, clock?.now ?? 0); // finds nothing to do
    expect((await due()) - (clock?.now ?? 0)).toBeGreaterThan(900);
  });
});
