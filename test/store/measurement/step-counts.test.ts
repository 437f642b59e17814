import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { figuresOf, readJourneyFigures } from '../../../store/measurement/journey-figures.ts';
import { type CountedRuns, countSteps } from '../../../store/measurement/step-counts.ts';
import type { RunFilter } from '../../../store/runs/run-filter.ts';
import { countRuns } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';
import { recordStatements } from '../../support/recorded-statements.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
let ids: string[];
const all: CountedRuns = { workspace: 'default', journey: 'welcome' };
const day = 86_400_000;

/** Ten runs: three wait at the first step, the others have gone on; of these some are blocked, stuck or have ended. */
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [welcome(), welcome({ id: 'other' })], templates }, 'ann');
  for (let n = 0; n < 10; n += 1) await takeIn(db, { userId: `u${n}`, name: 'Signed Up' });
  const runs = await db.look<{ id: string }>(`select id from journey_runs where journey_id = 'welcome' order by id`);
  ids = runs.map(({ id }) => id);
  for (const id of ids) await runTurn(db.database, id, Date.now());
  for (const id of ids.slice(3)) await runTurn(db.database, id, Date.now() + 2_000);
  await db.look(
    `update messages set state = 'blocked', rule = 'cap' where journey_run_id = any(cast(? as uuid[])) returning 1`,
    [ids.slice(3, 5)],
  );
  const failure = newId();
  await db.look(`insert into failures (id, class, code, message) values (?, 'x', 'smtp-auth', 'no') returning 1`, [
    failure,
  ]);
  await db.look(
    `update journey_runs set stuck_at = now(), stuck_error_id = ? where id = any(cast(? as uuid[])) returning 1`,
    [failure, ids.slice(5, 7)],
  );
  for (const userId of ['u8', 'u9']) await takeIn(db, { userId, name: 'Account Closed' });
  for (const id of ids.slice(8)) await runTurn(db.database, id, Date.now() + 3_000);
  await db.look(
    `insert into run_goals (journey_run_id, reached_at, event_id, event_accepted_at, value) values (?, now(), ?, now(), 12.5) returning 1`,
    [ids[9], newId()],
  );
});
afterAll(() => db.destroy());

it('counts what happened at each step', async () => {
  const counts = await countSteps(db.database, all, { repeats: false });
  expect(counts).toMatchObject({ entered: 10, open: 6, stuck: 2, ended: [{ reason: 'closed', runs: 2 }] });
  expect(counts.goal).toEqual({ runs: 1, value: 12.5 });
  expect(counts.arms).toEqual([{ arm: 'treated', runs: counts.entered, goals: 1, value: 12.5 }]);
  expect(counts.waiting).toEqual([
    { step: 'hello', runs: 5, stuck: 2 },
    { step: 'settle', runs: 3, stuck: 0 },
  ]);
  expect(counts.arrived.map(({ medianMs }) => typeof medianMs)).toEqual(['number', 'object', 'number', 'object']);
  expect(counts.arrived.map(({ step, path, isThere, runs }) => [step, path, isThere, runs])).toEqual([
    ['hello', null, false, 2],
    ['hello', null, true, 5],
    ['settle', 'next', false, 7],
    ['settle', null, true, 3],
  ]);
  expect(counts.messages).toContainEqual({ step: 'hello', state: 'blocked', rule: 'cap', messages: 2 });
  expect(await countSteps(db.database, all, { repeats: true })).toEqual(counts);
});

it('each number is that of the list behind it', async () => {
  const later = (await db.look<{ at: number }>(`select max(entered_at) as at from journey_runs`))[0]?.at ?? 0;
  for (const runs of [
    all,
    { ...all, version: 2 },
    { ...all, enteredAfter: later },
    { ...all, enteredAfter: later + day },
  ]) {
    const listed = (filter: Partial<RunFilter>) => countRuns(db.database, { ...runs, ...filter }, 1_000);
    const { entered, open, stuck, ended, arrived, waiting } = await countSteps(db.database, runs, { repeats: false });
    expect([entered, open, stuck]).toEqual([
      await listed({}),
      await listed({ status: 'open' }),
      await listed({ status: 'stuck' }),
    ]);
    for (const each of ended) expect(each.runs).toBe(await listed({ status: 'ended', endReason: each.reason }));
    for (const { step, runs: count } of waiting) expect(count).toBe(await listed({ step }));
    for (const step of new Set(arrived.map((each) => each.step))) {
      const own = arrived.filter((each) => each.step === step);
      expect(own.reduce((sum, each) => sum + each.runs, 0)).toBe(await listed({ step, came: true }));
      for (const { path, runs: count } of own) if (path !== null) expect(count).toBe(await listed({ step, path }));
    }
  }
});

it('shows figures of all journeys: open, stuck, entered and left by day, goals', async () => {
  await db.look(`update journey_runs set entered_at = entered_at - interval '1 day' where id = ? returning 1`, [
    ids[0],
  ]);
  const figures = await readJourneyFigures(db.database, 'default');
  expect(figuresOf(figures, 'welcome')).toEqual({
    open: 6,
    stuck: 2,
    entered: [0, 0, 0, 0, 0, 1, 9],
    left: [0, 0, 0, 0, 0, 0, 2],
    goal: { entered: 10, reached: 1 },
  });
  expect(figuresOf(figures, 'other')).toMatchObject({ open: 10, stuck: 0, goal: { entered: 10, reached: 0 } });
  expect(figuresOf(figures, 'none')).toMatchObject({ open: 0, entered: [0, 0, 0, 0, 0, 0, 0] });
});

it('no statement of a turn serves counts: a turn writes what the run and its messages need, and nothing else', async () => {
  const { database, statements } = recordStatements(db.database);
  await takeIn(db, { userId: 'counted', name: 'Signed Up' });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id
     where i.value = 'counted' and journey_id = 'welcome'`,
  );
  await runTurn(database, run?.id ?? '', Date.now());
  await runTurn(database, run?.id ?? '', Date.now() + 2_000);
  const written = statements.flatMap(({ sql }) =>
    [...sql.matchAll(/\b(?:insert into|(?<!do |for |key )update|delete from)\s+([a-z_]+)/g)].map(([, table]) => table),
  );
  expect([...new Set(written)].sort()).toEqual([
    ...['journey_runs', 'messages', 'outbox', 'run_visits'],
    'segment_members', // those that ask about the journey are due to be evaluated again
  ]);
});
