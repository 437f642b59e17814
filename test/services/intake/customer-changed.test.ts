import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, defineTraits, flow, journey, not, on, t, wait } from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const SignedUp = defineEvent('Signed Up', {});
const customer = defineTraits({ plan: t.text });
const written = (id: string, exit?: Parameters<typeof journey>[1]['exit']) =>
  journey(id, { purpose: 'transactional', entry: on(SignedUp), ...(exit && { exit }) }, flow(wait('rest', '1 hour')));

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  const watching = written('watching', { pro: customer.plan.is('pro') });
  await publish(db.database, 'default', { journeys: [watching, written('indifferent')], templates: [] });
  await takeIn(db, { userId: 'ann', properties: { plan: 'free' } }, { userId: 'ann', name: 'Signed Up' });
  await db.look('delete from outbox returning 1');
});
afterEach(() => db.destroy());

const told = () =>
  db.look<{ journey: string; kind: string; body: object | null }>(
    `select run.journey_id as journey, kind, body from run_inputs join journey_runs run on run.id = journey_run_id
     where kind <> 'entry' order by journey_run_id, seq`,
  );
const enqueued = () =>
  db.look(`select run.journey_id as journey from outbox join journey_runs run on run.id = journey_run_id`);

it('a changed trait notifies the open runs whose conditions look at it, by its name alone', async () => {
  await takeIn(db, { userId: 'ann', properties: { plan: 'pro', city: 'Rome' } });
  expect(await told()).toEqual([{ journey: 'watching', kind: 'customer-changed', body: { v: 1, traits: ['plan'] } }]);
  expect(await enqueued()).toEqual([{ journey: 'watching' }]);
  const [run] = await db.look<{ id: string }>(`select id from journey_runs where journey_id = 'watching'`);
  expect(await runTurn(db.database, run?.id as string, Date.now())).toMatchObject({ finished: true });
  expect(await db.look(`select end_reason from journey_runs where journey_id = 'watching'`)).toEqual([
    { end_reason: 'pro' },
  ]);
});

it.each([
  ['a trait that no condition looks at', { city: 'Rome' }],
  ['a trait that is said again', { plan: 'free' }],
])('%s notifies no run', async (_title, properties) => {
  await takeIn(db, { userId: 'ann', properties });
  expect(await told()).toEqual([]);
  expect(await enqueued()).toEqual([]);
});

it('what an older event says of a trait changes nothing, and notifies no run', async () => {
  await takeIn(db, { userId: 'ann', properties: { plan: 'pro' }, timestamp: Date.now() - 3_600_000 });
  expect(await told()).toEqual([]);
});

it('a run of an older version is notified of what its own conditions look at', async () => {
  await publish(db.database, 'default', { journeys: [written('watching')], templates: [] });
  await takeIn(db, { userId: 'ann', properties: { plan: 'pro' } });
  expect(await told()).toMatchObject([{ journey: 'watching', kind: 'customer-changed' }]);
});

it('a trait that two customers come to share when they are joined notifies the runs of both', async () => {
  const notFree = written('unlike', { other: not(customer.plan.is('free')) });
  await publish(db.database, 'default', { journeys: [notFree], templates: [] });
  await takeIn(db, { userId: undefined, anonymousId: 'a1', name: 'Signed Up' });
  await db.look('delete from outbox returning 1');
  await takeIn(db, { userId: 'ann', anonymousId: 'a1', properties: { city: 'Rome' } });
  const changes = (await told()).filter(({ kind }) => kind === 'customer-changed');
  expect(changes.map(({ body }) => body)).toContainEqual({ v: 1, traits: ['plan'] });
});
