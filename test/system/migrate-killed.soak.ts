import { setTimeout as pause } from 'node:timers/promises';
import { publish } from '../../api/operations/journeys/publish.ts';
import { getBulkAct } from '../../api/operations/runs/get-bulk-act.ts';
import { callOperation } from '../../cli/api-client.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { templates } from '../support/journeys.ts';
import { takeIn } from '../support/runs.ts';
import { eventually, type Role, type System, startSystem } from '../support/system.ts';

jest.setTimeout(3_600_000);

/**
 * Thousands of runs in waits move to another version while the worker and the only API process are killed again and again:
 * none is lost, none moves or is written to twice, and waits keep their start. In `npm test` test/core/journey/engine/move and
 * test/services/publishing/runs-under-way show the same of single runs.
 */
const RUNS = Number(process.env.THROUGHLINE_MIGRATED_RUNS ?? 5_000);
const KILLS = 5;
const DAY_MS = 86_400_000;
let system: System;
let api: Role;
let worker: Role;
beforeAll(async () => {
  system = await startSystem({ apiProcess: {} });
  api = system.api as Role;
  worker = await system.startWorker();
});
afterAll(() => system.stop());

const version = (step: string, duration: string): JourneyDefinition => ({
  id: 'trial',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Trial Started' }],
  exit: [{ reason: 'bought', on: 'event', event: 'Subscribed' }],
  start: step,
  steps: {
    [step]: { type: 'wait', for: duration, paths: { next: 'hello' } },
    hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: null } },
  },
});

/** Publishes with a migration, kills the API and the worker while it is done, and gives how far it was after each kill. */
async function migrateUnderKills(journey: JourneyDefinition, map: Record<string, string>) {
  const to = { apiUrl: system.apiUrl, adminKey: system.adminKey };
  const body = {
    journeys: [journey],
    templates: [...templates],
    runs: { act: 'migrate' as const, maps: { trial: map } },
  };
  const { journeys } = await callOperation(to, publish, { body });
  const id = journeys[0]?.bulkAct as string;
  const progress: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(2_000 + 500 * kill);
    await Promise.all([api.kill(), worker.kill()]);
    [api, worker] = await Promise.all([system.startApi(), system.startWorker()]);
    progress.push((await callOperation(to, getBulkAct, { params: { id } })).done);
  }
  const ended = await eventually(
    () => callOperation(to, getBulkAct, { params: { id } }),
    ({ endedAt }) => endedAt !== null,
    900_000,
  );
  return { progress, ended };
}

const count = async (sql: string) =>
  (await system.db.look<{ many: number }>(`select cast(count(*) as integer) as many from ${sql}`))[0]?.many;

it(`moves ${RUNS} waiting runs once each, with their start, though everything is killed ${KILLS} times`, async () => {
  await system.publish({ journeys: [version('settle', 'P1D')], templates });
  for (let from = 0; from < RUNS; from += 100) {
    const users = Array.from({ length: 100 }, (_, n) => `customer-${from + n}`);
    await takeIn(
      system.db,
      ...users.map((userId) => ({ userId, properties: { email: `${userId}@example.com` } })),
      ...users.map((userId) => ({ userId, name: 'Trial Started' })),
    );
  }
  await eventually(
    () => count(`run_visits where step_id = 'settle'`),
    (many) => many === RUNS,
    900_000,
  );
  const began = Date.now();
  const { progress, ended } = await migrateUnderKills(version('rest', 'P2D'), { settle: 'rest' });
  expect(progress.some((done) => done > 0 && done < RUNS)).toBe(true); // it was met in the middle
  expect(ended).toMatchObject({ total: RUNS, done: RUNS, skipped: 0 });
  await eventually(
    () => count('journey_runs where version = 2 and ended_at is null'),
    (many) => many === RUNS,
    900_000,
  );
  process.stdout.write(
    `${RUNS} runs moved in ${Math.round((Date.now() - began) / 1_000)} s, done after kills: ${progress.join(', ')}\n`,
  );
  expect(await count(`run_inputs where kind = 'migrated'`)).toBe(RUNS);
  expect(await count(`run_visits where step_id = 'settle' and path = 'moved'`)).toBe(RUNS);
  expect(await count(`run_visits where step_id = 'rest' and left_at is null`)).toBe(RUNS);
  expect(await count('messages')).toBe(0);
  const starts = await count(
    `journey_runs run join run_visits visit on visit.journey_run_id = run.id and visit.visit = 1
     where abs(extract(epoch from run.due_at - visit.arrived_at) * 1000 - ${2 * DAY_MS}) < 2`,
  );
  expect(starts).toBe(RUNS);
});

it('lets each of them go on and writes once to each, in a version in which their wait is over', async () => {
  const { ended } = await migrateUnderKills(version('settle', 'PT1S'), { rest: 'settle' });
  expect(ended).toMatchObject({ total: RUNS, done: RUNS, skipped: 0 });
  await eventually(
    () => count(`journey_runs where end_reason = 'completed'`),
    (many) => many === RUNS,
    900_000,
  );
  const states = await system.db.look<{ state: string; many: number }>(
    'select state, cast(count(*) as integer) as many from messages group by 1 order by 1',
  );
  const mails = await system.mails();
  process.stdout.write(`${mails.length} mails, messages ${JSON.stringify(states)}\n`);
  expect(await count('(select journey_run_id from messages group by 1 having count(*) > 1) twice')).toBe(0);
  expect(await count('messages')).toBe(RUNS);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
  const unknown = states.find(({ state }) => state === 'unknown')?.many ?? 0;
  expect(states.map(({ state }) => state).filter((state) => !['accepted', 'unknown'].includes(state))).toEqual([]);
  expect(mails.length).toBeGreaterThanOrEqual(RUNS - unknown);
});
