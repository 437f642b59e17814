import { jobKinds } from '../../activities/jobs/index.ts';
import type { JobKind } from '../../activities/jobs/job-kind.ts';
import { proceed, requestJob } from '../../core/journey/step-type.ts';
import { stepTypes } from '../../core/journey/steps/index.ts';
import { inTransaction } from '../../store/database/database.ts';
import { appendInputs } from '../../store/runs/run-inputs.ts';
import * as sources from '../../worker/main.ts';
import { templates, welcome } from '../support/journeys.ts';
import { register } from '../support/registries.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { createVirtualTime } from '../support/virtual-time.ts';
import { startWorkerHere } from '../support/worker.ts';

/** Workers inside this process, whose registries the test changes between the old program and the new one. */
jest.setTimeout(180_000);

let system: System;
const unregister: (() => void)[] = [];
beforeAll(async () => {
  system = await startSystem();
  await system.publish({ journeys: [welcome({ settle: '1 hour' })], templates });
});
afterAll(async () => {
  for (const undo of unregister) undo();
  await system.stop();
});

/** Everything that a kind of job is. The loop, its contract and the worker process know nothing of it. */
const performed: string[] = [];
const echo: JobKind = {
  kind: 'echo',
  mode: 'queued',
  observe: 'as-usual',
  startToCloseMs: 10_000,
  heartbeatMs: 5_000,
  taskQueues: () => ['throughline-echo'],
  route: (_definition, { step }) => ({ taskQueue: 'throughline-echo', summary: `echoing at ${step}` }),
  async perform({ database }, { journeyRunId, visit }) {
    performed.push(`${journeyRunId}.${visit}`);
    const outcome = { result: 'accepted' } as const;
    await inTransaction(database, (trx) =>
      appendInputs(trx, Date.now(), [{ journeyRunId, kind: 'job-settled', visit, outcome }]),
    );
  },
};

it('a run at a step that no worker knows waits for a newer one, whose new kind of job the loop performs', async () => {
  const analytics = system.analytics();
  analytics.identify({ userId: 'ann', traits: { email: 'ann@example.com' } });
  analytics.track({ userId: 'ann', event: 'Signed Up' });
  const look = () =>
    system.db.look<{ id: string; label: string; consumed: number; stuck_at: number | null }>(
      'select id, label, consumed, stuck_at from journey_runs',
    );
  const [run] = await eventually(look, (runs) => runs.length === 1);
  await system.db.look(
    `update journey_versions set definition = jsonb_set(definition, '{steps,settle,type}', '"echo"') returning 1`,
  );
  await system.db.look('update workspaces set catalog_number = catalog_number + 1 returning 1');

  const old = await startWorkerHere(system, {}, sources);
  const history = async () =>
    (
      await system.temporal.workflow
        .getHandle(`welcome/${run?.id}`)
        .fetchHistory()
        .catch(() => undefined)
    )?.events ?? [];
  // Its first attempt has failed, and the next is a timer of the server away.
  const events = await eventually(history, (seen) => seen.some(({ timerStartedEventAttributes: timer }) => timer));
  const { startToFireTimeout } = events.find((event) => event.timerStartedEventAttributes)
    ?.timerStartedEventAttributes ?? { startToFireTimeout: undefined };
  expect(Number(startToFireTimeout?.seconds)).toBeGreaterThan(20);
  expect(await look()).toEqual([{ id: run?.id, label: '', consumed: 0, stuck_at: null }]);
  expect(await system.db.look('select 1 from failures')).toEqual([]);
  await old.stop();

  const wait = stepTypes.get('wait');
  if (!wait) throw new Error('there is no step type "wait"');
  unregister.push(
    register(jobKinds, 'echo', echo),
    register(stepTypes, 'echo', {
      ...wait,
      type: 'echo',
      evaluate: (_step, { outcome }) => (outcome ? proceed('next') : requestJob('echo')),
    }),
  );
  const newer = await startWorkerHere(system, {}, sources);
  await createVirtualTime(system.temporal, system.db.database).skip([`welcome/${run?.id}`], 30_000);
  await eventually(look, ([seen]) => /^project: waiting/.test(seen?.label ?? ''), 90_000);
  expect(performed).toEqual([`${run?.id}.1`]);
  expect((await system.mails()).map(({ subject }) => subject.split(' ')[0])).toEqual(['hello']);
  const scheduled = (await history()).flatMap(({ activityTaskScheduledEventAttributes: activity }) =>
    activity ? [`${activity.activityType?.name} on ${activity.taskQueue?.name}`] : [],
  );
  expect(scheduled).toEqual(['echo on throughline-echo']); // the mail went inline
  await newer.stop();
});
