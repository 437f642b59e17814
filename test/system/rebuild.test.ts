import { rebuild } from '../../worker/rebuild.ts';
import { templates, welcome } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

/** PostgreSQL and Temporal disagree. test/chaos loses all of Temporal's data under load. */
jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
beforeEach(async () => {
  await system.clear();
  await system.publish({ journeys: [welcome({ settle: '3 days' })], templates });
  await startWorkerHere(system);
});
afterAll(() => system.stop());

const look = (dryRun = true) => rebuild(system.db.database, system.temporal, { workspace: 'default', dryRun });

async function standing(userId: string) {
  const analytics = system.analytics();
  analytics.identify({ userId, traits: { email: `${userId}@example.com` } });
  analytics.track({ userId, event: 'Signed Up' });
  const [run] = await eventually(
    () => system.db.look<{ id: string; label: string }>('select id, label from journey_runs where ended_at is null'),
    ([first]) => /^settle/.test(first?.label ?? ''),
  );
  const id = run?.id as string;
  const handle = system.temporal.workflow.getHandle(`welcome/${id}`);
  await eventually(look, ({ openRuns, withoutWorkflow }) => openRuns === 1 && withoutWorkflow === 0); // visibility lags
  return { analytics, id, handle };
}

it('an open run whose workflow Temporal has forgotten is rebuilt at its step, long before it is due', async () => {
  const { analytics, handle, id } = await standing('ann');
  await handle.terminate();
  const { namespace } = system;
  const workflowExecution = { workflowId: handle.workflowId };
  await system.temporal.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  await eventually(look, ({ withoutWorkflow }) => withoutWorkflow === 1);
  await look(false);
  await eventually(look, (seen) => seen.openRuns === 1 && seen.withoutWorkflow === 0 && seen.withoutRun === 0);
  expect((await handle.describe()).status.name).toBe('RUNNING');
  analytics.track({ userId: 'ann', event: 'Account Closed' });
  await eventually(
    () => system.db.look<{ end_reason: string | null }>('select end_reason from journey_runs where id = ?', [id]),
    ([run]) => run?.end_reason === 'closed',
  );
});

it('a workflow whose run PostgreSQL does not know is signalled, and ends', async () => {
  const { handle, id } = await standing('ben');
  for (const table of ['run_inputs', 'run_visits', 'outbox'])
    await system.db.look(`delete from ${table} where journey_run_id = ? returning 1`, [id]);
  await system.db.look('delete from journey_runs where id = ? returning 1', [id]);
  expect(await eventually(look, ({ withoutRun }) => withoutRun === 1)).toMatchObject({ openRuns: 0 });
  expect((await handle.describe()).status.name).toBe('RUNNING'); // so far it was only looked at
  await look(false);
  await eventually(
    async () => (await handle.describe()).status.name,
    (status) => status === 'COMPLETED',
  );
});
