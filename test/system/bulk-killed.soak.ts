import { setTimeout as pause } from 'node:timers/promises';
import { actOnRuns } from '../../api/operations/runs/act-on-runs.ts';
import { getBulkAct } from '../../api/operations/runs/get-bulk-act.ts';
import { callOperation } from '../../cli/api-client.ts';
import { templates, welcome } from '../support/journeys.ts';
import { takeIn } from '../support/runs.ts';
import { eventually, type Role, type System, startSystem } from '../support/system.ts';

jest.setTimeout(300_000);

/**
 * An act on many runs while the only API process is killed again and again: at 100 runs a second, each kill meets one in
 * the middle. In `npm test`, test/store/runs/bulk-acts.test.ts shows one death and many processes at once.
 */
const RUNS = 800;
const KILLS = 6;
let system: System;
/** The one that serves now: each kill is followed by another. */
let api: Role;
beforeAll(async () => {
  system = await startSystem({ apiProcess: {} });
  api = system.api as Role;
  await system.publish({ journeys: [welcome({ settle: '1 day' })], templates });
  const entries = Array.from({ length: RUNS }, (_, n) => ({ userId: `customer-${n}`, name: 'Signed Up' }));
  for (let from = 0; from < RUNS; from += 200) await takeIn(system.db, ...entries.slice(from, from + 200));
});
afterAll(() => system.stop());

/** Asks for an act, kills the API while it is done, and gives its progress as it stood at each look, the end last. */
async function actUnderKills(body: object): Promise<readonly { readonly done: number; readonly total: number }[]> {
  const to = { apiUrl: system.apiUrl, adminKey: system.adminKey };
  const { id } = await callOperation(to, actOnRuns, { body: body as never });
  const seen = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(300 + 100 * kill);
    await api.kill();
    api = await system.startApi();
    seen.push(await callOperation(to, getBulkAct, { params: { id } }));
  }
  const ended = await eventually(
    () => callOperation(to, getBulkAct, { params: { id } }),
    ({ endedAt }) => endedAt !== null,
    60_000,
  );
  return [...seen, ended];
}

it(`retries each of ${RUNS} stuck runs once, though the API is killed ${KILLS} times, and says how far it is`, async () => {
  await system.db.look('update journey_runs set stuck_at = now() returning 1');
  await system.db.look('create table resumed (id uuid)');
  await system.db.look(
    `create function note_resumed() returns trigger language plpgsql as $$ begin insert into resumed values (new.id); return new; end $$`,
  );
  await system.db.look(
    `create trigger note_resumed after update on journey_runs for each row
     when (old.stuck_at is not null and new.stuck_at is null) execute function note_resumed()`,
  );
  const progress = await actUnderKills({ act: 'retry', filter: { journey: 'welcome' } });
  expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(progress.some(({ done }) => done > 0 && done < RUNS)).toBe(true); // it was met in the middle
  expect(progress.at(-1)).toMatchObject({ total: RUNS, done: RUNS, skipped: 0 });
  const [count] = await system.db.look<{ times: number; runs: number }>(
    'select count(*) as times, count(distinct id) as runs from resumed',
  );
  expect(count).toEqual({ times: RUNS, runs: RUNS });
});

it(`ends each of ${RUNS} runs once, though the API is killed ${KILLS} times`, async () => {
  const progress = await actUnderKills({ act: 'exit', reason: 'moved', filter: { journey: 'welcome' } });
  expect(progress.some(({ done }) => done > 0 && done < RUNS)).toBe(true);
  expect(progress.at(-1)).toMatchObject({ total: RUNS, done: RUNS, skipped: 0 });
  const [count] = await system.db.look<{ times: number; runs: number }>(
    `select count(*) as times, count(distinct journey_run_id) as runs from run_inputs where kind = 'operator-exit'`,
  );
  expect(count).toEqual({ times: RUNS, runs: RUNS });
});
