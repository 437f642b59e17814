import { templates, welcome } from '../kit/journeys.ts';
import { eventually, type System, startSystem } from '../kit/system.ts';
import { startWorkerHere } from '../kit/worker.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await system.publish({ journeys: [welcome({ settle: '1 second', patience: '1 hour' })], templates });
});
afterAll(() => system.stop());

const open = () =>
  system.db.look<{ label: string; ended_at: number | null }>('select label, ended_at from journey_runs');

it('a doorbell that is lost is found by the sweeper; without it the run would stand for ever', async () => {
  const analytics = system.analytics();
  const signUp = async () => {
    analytics.identify({ userId: 'ann', traits: { email: 'ann@example.com' } });
    analytics.track({ userId: 'ann', event: 'Signed Up' });
    await eventually(open, (runs) => runs.length === 1);
  };
  await signUp();
  const loseDoorbell = () =>
    eventually(
      () => system.db.look('delete from dispatch returning journey_run_id'),
      (rings) => rings.length === 1,
    );
  await loseDoorbell(); // of the start: no worker has run yet

  // Negative control: a worker that does not sweep leaves it there.
  const lazy = await startWorkerHere(system, { sweep: { everyMs: 600_000, graceMs: 600_000 } });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect((await open())[0]?.label).toBe('');
  await lazy.stop();

  const worker = await startWorkerHere(system, { sweep: { everyMs: 200, graceMs: 500 } });
  await eventually(open, ([run]) => /^project: waiting/.test(run?.label ?? ''));
  await worker.stop();

  analytics.track({ userId: 'ann', event: 'Account Closed' });
  await loseDoorbell(); // of a signal
  const second = await startWorkerHere(system, { sweep: { everyMs: 200, graceMs: 500 } });
  await eventually(open, ([run]) => run?.ended_at != null);
  await second.stop();
});
