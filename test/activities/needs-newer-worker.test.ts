import pino from 'pino';
import { createRunActivities } from '../../activities/index.ts';
import { jobKinds } from '../../activities/jobs/index.ts';
import { runTurn } from '../../activities/run-turn.ts';
import { defineVersions } from '../../core/base/versions.ts';
import { inputTypes } from '../../core/journey/engine/inputs/index.ts';
import { exitRun } from '../../core/journey/engine/turn-draft.ts';
import { proceed } from '../../core/journey/step-type.ts';
import { stepTypes } from '../../core/journey/steps/index.ts';
import { openDatabase } from '../../store/database/database.ts';
import { enqueueRuns, lanes } from '../../store/outbox/outbox.ts';
import { sweepOverdueRuns } from '../../worker/sweeper.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { welcome } from '../support/journeys.ts';
import { register } from '../support/registries.ts';
import { insertTestRun, takeIn } from '../support/runs.ts';

let db: TestDatabase;
let lines: { code?: string; needs?: string }[];
let unregister: (() => void) | undefined;
beforeEach(async () => {
  db = await createTestDatabase();
  lines = [];
});
afterEach(async () => {
  unregister?.();
  unregister = undefined;
  await db.destroy();
});

const turn = (journeyRunId: string) =>
  createRunActivities({
    database: db.database,
    channels: new Map(),
    leaseMs: 1,
    sendTimeoutMs: 1,
    longestPauseMs: 1,
    logger: pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
  }).runTurn({ journeyRunId, now: Date.now() });
const run = async () =>
  (
    await db.look<{ state: object; consumed: number; stuck_at: number | null; end_reason: string | null }>(
      'select state, consumed, stuck_at, end_reason from journey_runs',
    )
  )[0];

/** A turn that this worker leaves alone: nothing is taken, nobody is stuck, and no row is written for each attempt. */
async function expectLeftAlone(journeyRunId: string, needs: string): Promise<void> {
  await enqueueRuns(db.database, [{ journeyRunId, label: 'test' }], lanes.live);
  const before = await run();
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await expect(turn(journeyRunId)).rejects.toMatchObject({
      type: 'TemporaryFailure',
      message: 'needs-newer-worker',
      nonRetryable: false,
      nextRetryDelay: 30_000,
    });
  }
  expect(await run()).toEqual(before);
  expect(before?.stuck_at).toBeNull();
  expect(await db.look('select 1 from failures')).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ code: 'needs-newer-worker', needs: expect.stringContaining(needs) });
  // It stays in the outbox, whose leases double, and what is there is not swept.
  expect(await db.look('select 1 from outbox')).toHaveLength(1);
  await db.look(`update journey_runs set due_at = due_at - interval '1 hour' returning 1`);
  expect(await sweepOverdueRuns(db.database)).toBe(0);
}

it('leaves an input of a kind that it does not know to a newer worker, and all that came with it', async () => {
  const { id, userId } = await insertTestRun(db);
  await takeIn(db, { userId, name: 'Project Created' });
  await db.look(`with moved as (update journey_runs set last_seq = last_seq + 1 returning id, last_seq)
    insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
    select id, last_seq, 'later', '{"v": 1, "word": "enough"}', now() from moved returning seq`);
  await expectLeftAlone(id, 'the input "later"');

  unregister = register(inputTypes, 'later', {
    kind: 'later',
    body: defineVersions<object>({ what: 'later input' }),
    take: (draft, input) => exitRun(draft, (input as unknown as { word: string }).word, 'operator'),
  });
  expect(await turn(id)).toMatchObject({ finished: true });
  expect(await run()).toMatchObject({ consumed: 3, end_reason: 'enough' });
});

it('leaves a run at a step of a type that it does not know to a newer worker', async () => {
  const { id } = await insertTestRun(db, { definition: welcome({ settle: '1 hour' }) });
  await db.look(
    `update journey_versions set definition = jsonb_set(definition, '{steps,settle,type}', '"later"') returning 1`,
  );
  await db.look('update workspaces set catalog_number = catalog_number + 1 returning 1');
  await expectLeftAlone(id, 'the step type "later"');

  const wait = stepTypes.get('wait');
  if (!wait) throw new Error('there is no step type "wait"');
  unregister = register(stepTypes, 'later', { ...wait, type: 'later', evaluate: () => proceed('next') });
  expect(await turn(id)).toMatchObject({ openJobs: [{ activity: 'deliver', visit: 2 }] });
});

it('leaves a run with an open job of a kind that it does not know to a newer worker', async () => {
  const { id } = await insertTestRun(db, { definition: welcome({ settle: '1 hour' }) });
  await runTurn(db.database, id, Date.now());
  await db.look(`update journey_runs set state = jsonb_set(state, '{jobs}', '[{"visit": 1, "step": "settle", "kind": "later", "requestedAt": 1}]')
    returning 1`);
  await expectLeftAlone(id, 'the job kind "later"');

  unregister = register(jobKinds, 'later', {
    kind: 'later',
    mode: 'queued',
    observe: 'as-usual',
    startToCloseMs: 7_000,
    heartbeatMs: 2_000,
    taskQueues: () => ['throughline-later'],
    route: (_definition, job) => ({ taskQueue: 'throughline-later', summary: `later, for ${job.step}` }),
    perform: async () => {},
  });
  expect((await turn(id)).openJobs).toEqual([
    {
      visit: 1,
      activity: 'later',
      taskQueue: 'throughline-later',
      summary: 'later, for settle',
      startToCloseMs: 7_000,
      heartbeatMs: 2_000,
    },
  ]);
});

it.each([
  [
    'its state',
    'the run state "version 3"',
    `update journey_runs set state = jsonb_set(state, '{v}', '3') returning 1`,
  ],
  [
    'an input of it',
    'the operator-exit input "version 2"',
    `with moved as (update journey_runs set last_seq = last_seq + 1 returning id, last_seq)
     insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
     select id, last_seq, 'operator-exit', '{"v": 2, "cause": "enough"}', now() from moved returning seq`,
  ],
  [
    'the definition that it follows',
    'the journey definition "version 2"',
    `with published as (update journey_versions set definition = definition || '{"v": 2}' returning 1)
     update workspaces set catalog_number = catalog_number + 1 returning 1`,
  ],
])('leaves a run to a newer worker where a newer one wrote %s', async (_what, needs, sql) => {
  const { id } = await insertTestRun(db);
  await db.look(sql);
  await expectLeftAlone(id, needs);
});

it('turns an event away for now where a process can not tell which runs it concerns', async () => {
  const { userId } = await insertTestRun(db);
  await db.look(
    `with published as (update journey_versions set definition = jsonb_set(definition, '{steps,settle,type}', '"later"') returning 1)
     update workspaces set catalog_number = catalog_number + 1 returning 1`,
  );
  const before = await db.look('select id from events');
  const database = openDatabase({ url: db.url }); // another process, which has no definition in memory
  const taken = takeIn({ ...db, database }, { userId, name: 'Project Created' });
  await expect(taken).rejects.toMatchObject({ name: 'TemporaryFailure', code: 'needs-newer-worker' });
  await database.destroy();
  expect(await db.look('select id from events')).toEqual(before);
});
