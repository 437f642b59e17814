import { runTurn } from '../../../activities/run-turn.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import type { RunsUnderWay } from '../../../services/publishing/publication.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { findBulkAct, performNextOfBulk } from '../../../store/runs/bulk-acts.ts';
import { retryRun } from '../../../store/runs/operate.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

let trial = 'trial-0';
let tests = 0;
beforeEach(() => {
  tests += 1;
  trial = `trial-${tests}`;
});

const day = 86_400_000;
const journey = (steps: JourneyDefinition['steps'], parts: Partial<JourneyDefinition> = {}): JourneyDefinition => ({
  id: trial,
  purpose: 'transactional',
  entry: [{ on: 'event', event: `Started ${trial}` }],
  exit: [{ reason: 'bought', on: 'event', event: 'Subscribed' }],
  start: Object.keys(steps)[0] as string,
  ...parts,
  steps,
});
const wait = (duration: string, next: string | null = null) =>
  ({ type: 'wait', for: duration, paths: { next } }) as const;
const hello = { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } } as const;
const ask = (next: string | null = null) =>
  ({ type: 'task', group: 'sales', choices: ['yes', 'no'], paths: { yes: next, no: null } }) as const;

const put = async (definition: JourneyDefinition, runs?: RunsUnderWay) => {
  const workspace = { groups: { sales: { members: ['ann@shop.example'] } } };
  const published = await publish(
    db.database,
    'default',
    { journeys: [definition], templates, workspace, ...(runs && { runs }) },
    'ann',
  );
  return published.journeys[0] as (typeof published.journeys)[number];
};
async function enter(userId: string): Promise<string> {
  await takeIn(db, { userId, properties: { email: `${userId}@example.com` } }, { userId, name: `Started ${trial}` });
  const [run] = await db.look<{ id: string }>('select id from journey_runs order by id desc limit 1');
  await runTurn(db.database, run?.id as string, Date.now());
  return run?.id as string;
}
async function performAll(): Promise<void> {
  while (await performNextOfBulk(db.database));
  await performNextOfBulk(db.database); // ends what has found nobody more
}
const look = async (id: string) => {
  const [run] = await db.look<{
    version: number;
    steps: string[];
    due: number;
    ended: boolean;
    reason: string | null;
  }>(
    `select version, array(select token->>'step' from jsonb_array_elements(state->'tokens') token) as steps,
       cast(floor(extract(epoch from due_at) * 1000) as float8) as due, ended_at is not null as ended, end_reason as reason
     from journey_runs where id = ?`,
    [id],
  );
  return run;
};

it('refuses a map that leaves somebody without a place, and has changed nothing', async () => {
  await put(journey({ settle: wait('P3D', 'hello'), hello }));
  const run = await enter('refused');
  const next = journey({ rest: wait('P5D', 'hello'), hello });
  const problems = (runs: RunsUnderWay) => put(next, runs).catch((error) => error.problems);
  expect(await problems({ act: 'migrate' })).toMatchObject([
    { code: 'step-without-target', where: `${trial}: runs.map.settle` },
  ]);
  expect(await problems({ act: 'migrate', maps: { [trial]: { settle: 'rst', setle: 'rest' } } })).toMatchObject([
    { code: 'map-of-unknown-step', remedy: 'Did you mean "settle"?' },
    { code: 'map-to-unknown-step', remedy: 'Did you mean "rest"?' },
  ]);
  expect(await problems({ act: 'migrate', maps: { trail: {} } })).toMatchObject([
    { code: 'map-of-unknown-journey' },
    { code: 'step-without-target' },
  ]);
  expect(await look(run)).toMatchObject({ version: 1, steps: ['settle'] });
  expect(await db.look('select 1 from bulk_acts')).toEqual([]);
});

it('moves waiting runs, once each, with their start; and takes them back by the opposite map', async () => {
  await put(journey({ settle: wait('P3D', 'hello'), hello }));
  await enter('other');
  const run = await enter('moved');
  const before = await look(run);
  const { version, bulkAct } = await put(journey({ rest: wait('P5D', 'hello'), hello }), {
    act: 'migrate',
    maps: { [trial]: { settle: 'rest' } },
  });
  expect(version).toBe(2);
  await performAll();
  expect(await findBulkAct(db.database, 'default', bulkAct as string)).toMatchObject({
    act: 'migrate',
    move: { version: 2, map: { settle: 'rest' } },
    total: 2,
    done: 2,
    endedAt: expect.any(Number),
  });
  await runTurn(db.database, run, Date.now());
  await runTurn(db.database, run, Date.now());
  const moved = await look(run);
  expect(moved).toMatchObject({ version: 2, steps: ['rest'] });
  expect(moved?.due).toBe((before?.due ?? 0) + 2 * day);
  const view = await findRunView(db.database, 'default', run);
  expect(view?.run.inputs).toMatchObject([{ kind: 'entry' }, { kind: 'migrated', version: 2, taken: true }]);
  expect(view?.run.visits).toMatchObject([{ step: 'settle', path: 'moved' }, { step: 'rest' }]);

  await put(journey({ settle: wait('P3D', 'hello'), hello }), {
    act: 'migrate',
    maps: { [trial]: { rest: 'settle' } },
  });
  await performAll();
  await runTurn(db.database, run, Date.now());
  expect(await look(run)).toEqual({ ...before, version: 1, steps: ['settle'] });
});

it('finds who came in while the version was replaced', async () => {
  await put(journey({ settle: wait('P3D', 'hello'), hello }));
  const { bulkAct } = await put(journey({ settle: wait('P4D', 'hello'), hello }), { act: 'migrate' });
  const late = await enter('late');
  await db.look(`update journey_runs set version = 1 where id = ? returning 1`, [late]);
  await performAll();
  await performAll();
  expect((await findBulkAct(db.database, 'default', bulkAct as string))?.endedAt).toEqual(expect.any(Number));
  await runTurn(db.database, late, Date.now());
  expect(await look(late)).toMatchObject({ version: 2, steps: ['settle'] });
});

it('keeps the open task of a step that goes on, and withdraws that of one that is gone', async () => {
  await put(journey({ ask: ask() }));
  const run = await enter('asked');
  const tasks = () =>
    db.look<{ step_id: string; state: string }>(
      'select step_id, state from tasks where journey_run_id = ? order by id',
      [run],
    );
  await put(journey({ ask: ask('hello'), hello }), { act: 'migrate' });
  await performAll();
  await runTurn(db.database, run, Date.now());
  expect(await tasks()).toEqual([{ step_id: 'ask', state: 'open' }]);
  const maps = { [trial]: { ask: 'call' } };
  await put(journey({ call: ask('hello'), hello }), { act: 'migrate', maps });
  await performAll();
  await runTurn(db.database, run, Date.now());
  expect(await tasks()).toEqual([
    { step_id: 'ask', state: 'cancelled' },
    { step_id: 'call', state: 'open' },
  ]);
});

it('sends a message of a step that is gone to nobody, and what stands in its place once', async () => {
  await put(journey({ hello }));
  const run = await enter('messaged');
  const maps = { [trial]: { hello: 'nudge' } };
  await put(journey({ nudge: { ...hello, template: 'nudge' } }), { act: 'migrate', maps });
  await performAll();
  await runTurn(db.database, run, Date.now());
  const messages = await db.look(
    'select step_id as step, template_id as template, state, rule from messages where journey_run_id = ? order by visit',
    [run],
  );
  expect(messages).toEqual([
    { step: 'hello', template: 'hello', state: 'blocked', rule: 'run-left' },
    { step: 'nudge', template: 'nudge', state: 'requested', rule: null },
  ]);
});

it('frees a run that was stuck by what the new version changes', async () => {
  await put(journey({ settle: wait('P1D') }));
  const run = await enter('stuck');
  await db.look(`update journey_runs set stuck_at = now() where id = ? returning 1`, [run]);
  await put(journey({ settle: wait('P2D') }), { act: 'migrate' });
  await performAll();
  expect(await retryRun(db.database, 'default', run)).toBe('not-stuck');
  await runTurn(db.database, run, Date.now());
  expect(await look(run)).toMatchObject({ steps: ['settle'], ended: false });
});

it('lets a run exit by what came since its entry, where only the new version listens to it', async () => {
  await put(journey({ settle: wait('P1D') }));
  const cancel = (userId: string) => takeIn(db, { userId, name: `Cancelled ${trial}`, timestamp: Date.now() });
  await takeIn(db, { userId: 'before', name: `Cancelled ${trial}`, timestamp: Date.now() - 3_600_000 });
  const [before, after] = [await enter('before'), await enter('after')];
  await cancel('after');
  await cancel('after');
  const exit = [{ reason: 'cancelled', on: 'event' as const, event: `Cancelled ${trial}` }];
  await put(journey({ settle: wait('P1D') }, { exit }), { act: 'migrate' });
  await performAll();
  for (const run of [before, after]) await runTurn(db.database, run, Date.now());
  expect(await look(before)).toMatchObject({ version: 2, ended: false });
  expect(await look(after)).toMatchObject({ version: 2, ended: true, reason: 'cancelled' });
});

it('lets runs exit by a map or altogether, under the reason that is given', async () => {
  await put(journey({ first: wait('P1D') }));
  const run = await enter('leaving');
  await put(journey({ second: wait('P2D') }), {
    act: 'migrate',
    maps: { [trial]: { first: ':exit' } },
    reason: 'season is over',
  });
  await performAll();
  await runTurn(db.database, run, Date.now());
  expect(await look(run)).toMatchObject({ ended: true, reason: 'season is over' });
  const last = await enter('last');
  await put(journey({ third: wait('P2D') }), { act: 'exit' });
  await performAll();
  await runTurn(db.database, last, Date.now());
  expect(await look(last)).toMatchObject({ ended: true, reason: 'replaced' });
});
