import {
  branch,
  defineEvent,
  defineTraits,
  email,
  flow,
  journey,
  on,
  send,
  t,
  template,
  wait,
  waitFor,
  when,
} from '../../core/index.ts';
import { templates } from '../support/journeys.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';
import { startWorkerHere } from '../support/worker.ts';

jest.setTimeout(120_000);
const DAY = 86_400_000;

const SignedUp = defineEvent('Signed Up', {});
const ProjectCreated = defineEvent('Project Created', {});
const customer = defineTraits({ plan: t.optional(t.text) });
const quarter = journey(
  'quarter',
  { purpose: 'transactional', entry: on(SignedUp) },
  flow(
    wait('settle', '3 days'),
    send('hello', template('hello'), { via: [email] }),
    waitFor(
      'project',
      { created: on(ProjectCreated), timeout: '30 days' },
      {
        created: flow(wait('rest', '60 days'), send('bravo', template('bravo'), { via: [email] })),
        timeout: flow(
          branch(
            'pays',
            [when(customer.plan.is('pro'), flow())],
            flow(send('nudge', template('nudge'), { via: [email] })),
          ),
        ),
      },
    ),
  ),
);

let system: System;
let time: VirtualTime;
beforeAll(async () => {
  system = await startSystem();
  time = createVirtualTime(system.temporal, system.db.database);
  await startWorkerHere(system);
  await system.publish({ journeys: [quarter], templates });
});
afterAll(() => system.stop());

it('ninety days of waiting pass in seconds, on the code that runs in production, with every wait kept to the moment', async () => {
  const analytics = system.analytics();
  for (const [userId, plan] of [
    ['ann', 'free'],
    ['ben', 'free'],
    ['pro', 'pro'],
  ] as const) {
    analytics.identify({ userId, traits: { email: `${userId}@example.com`, name: userId, plan } });
    analytics.track({ userId, event: 'Signed Up' });
  }
  const runs = await eventually(
    () =>
      system.db.look<{ id: string; user: string }>(
        `select run.id, i.value as user from journey_runs run join identities i on i.customer_id = run.customer_id and i.kind = 'user_id' where run.consumed > 0`,
      ),
    (seen) => seen.length === 3,
  );
  const workflowOf = (user: string) => `quarter/${runs.find((run) => run.user === user)?.id}`;
  const all = ['ann', 'ben', 'pro'].map(workflowOf);
  const subjects = async (user: string) =>
    (await system.mails(`${user}@example.com`)).map(({ subject }) => subject.split(' ')[0]);
  const everySubject = () => Promise.all(['ann', 'ben', 'pro'].map(subjects));

  await time.skip(all, 2 * DAY);
  expect(await everySubject()).toEqual([[], [], []]);
  await time.skip(all, 1 * DAY + 60_000);
  await eventually(everySubject, (seen) => seen.every(({ length }) => length === 1));

  await time.skip(all, 10 * DAY);
  analytics.track({ userId: 'ann', event: 'Project Created' });
  await eventually(
    () =>
      system.db.look<{ label: string }>(`select label from journey_runs where id = ?`, [
        runs.find(({ user }) => user === 'ann')?.id,
      ]),
    ([run]) => /^rest/.test(run?.label ?? ''),
  );
  await time.skip(all, 20 * DAY);
  await eventually(everySubject, (seen) => seen[1]?.length === 2);
  await time.skip([workflowOf('ann')], 60 * DAY);
  await eventually(
    () => subjects('ann'),
    (seen) => seen.length === 2,
  );
  // Nothing is sent at the end of the third run, so its mails don't say that its last turn has been taken.
  await eventually(
    () => system.db.look('select id from journey_runs where ended_at is null'),
    (open) => open.length === 0,
  );
  expect(await everySubject()).toEqual([['hello', 'bravo'], ['hello', 'nudge'], ['hello']]);

  const visits = await system.db.look<{ step: string; days: number }>(
    `select step_id as step, (extract(epoch from left_at - arrived_at) / 86400)::float as days from run_visits where step_id in ('settle', 'project', 'rest')`,
  );
  for (const { step, days } of visits) {
    const expected = { settle: 3, project: 30, rest: 60 }[step] ?? 0;
    // Ann's project came after ten days; every wait that ran its time ended within a minute of its moment.
    if (step === 'project' && days < 20) expect(days).toBeCloseTo(10, 1);
    else expect(days).toBeCloseTo(expected, 3);
  }
});
