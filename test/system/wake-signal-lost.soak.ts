import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await system.publish({ journeys: [welcome({ settle: '1 second', timeout: '1 hour' })], templates });
});
afterAll(() => system.stop());

const open = () =>
  system.db.look<{ label: string; ended_at: number | null }>('select label, ended_at from journey_runs');

it('the sweeper makes up for a lost wake signal; without it the run would wait forever', async () => {
  const analytics = system.analytics();
  const signUp = async () => {
    analytics.identify({ userId: 'ann', traits: { email: 'ann@example.com' } });
    analytics.track({ userId: 'ann', event: 'Signed Up' });
    await eventually(open, (runs) => runs.length === 1);
  };
  await signUp();
  const loseWakeSignal = () =>
    eventually(
      () => system.db.look('delete from outbox returning journey_run_id'),
      (queued) => queued.length === 1,
    );
  await loseWakeSignal(); // of the start: no worker has run yet

  // Negative control: a worker that does not sweep leaves it there.
  const lazy = await startWorkerHere(system, { sweep: { everyMs: 600_000, graceMs: 600_000 } });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect((await open())[0]?.label).toBe('');
  await lazy.stop();

  const worker = await startWorkerHere(system, { sweep: { everyMs: 200, graceMs: 500 } });
  await eventually(open, ([run]) => /^project: waiting/.test(run?.label ?? ''));
  await worker.stop();

  analytics.track({ userId: 'ann', event: 'Account Closed' });
  await loseWakeSignal(); // of a signal
  const second = await startWorkerHere(system, { sweep: { everyMs: 200, graceMs: 500 } });
  await eventually(open, ([run]) => run?.ended_at != null);
  await second.stop();
});

describe('a workflow that somebody terminated', () => {
  /** A run in its wait, whose workflow is gone. */
  async function terminated(userId: string, settle: string) {
    await system.publish({ journeys: [welcome({ settle })] });
    const analytics = system.analytics();
    analytics.identify({ userId, traits: { email: `${userId}@example.com` } });
    analytics.track({ userId, event: 'Signed Up' });
    const look = () =>
      system.db.look<{ id: string; label: string; end_reason: string | null }>(
        'select id, label, end_reason from journey_runs order by id desc',
      );
    const [run] = await eventually(look, ([last]) => /^settle/.test(last?.label ?? ''));
    await system.temporal.workflow.getHandle(`welcome/${run?.id}`).terminate('by hand');
    return { analytics, look };
  }

  it('is started again by the next event', async () => {
    const worker = await startWorkerHere(system, { sweep: { everyMs: 600_000, graceMs: 600_000 } });
    const { analytics, look } = await terminated('ter', '3 days');
    analytics.track({ userId: 'ter', event: 'Account Closed' });
    await eventually(look, ([run]) => run?.end_reason === 'closed');
    await worker.stop();
  });

  it('is started again when its run is overdue, at its step', async () => {
    const worker = await startWorkerHere(system, { sweep: { everyMs: 200, graceMs: 500 } });
    await terminated('ben', '3 seconds');
    expect(await system.mails('ben@example.com')).toEqual([]);
    await eventually(
      () => system.mails('ben@example.com'),
      (mails) => mails.length === 1,
    );
    await worker.stop();
  });
});
