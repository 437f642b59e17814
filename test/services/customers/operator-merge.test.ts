import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, defineTraits, flow, journey, on, t, wait } from '../../../core/index.ts';
import { mergeByOperator } from '../../../services/customers/operator-merge.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const Started = defineEvent('Started', {});
const customer = defineTraits({ plan: t.optional(t.text) });
const trial = journey(
  'trial',
  { purpose: 'transactional', entry: on(Started), exit: { pays: customer.plan.is('team') } },
  flow(wait('rest', '10 days')),
);

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [trial], templates: [] });
});
afterEach(() => db.destroy());

const join = (from: string, into: string, dryRun = false) =>
  mergeByOperator(db.database, { workspace: 'default', from, into, by: "Ann's key", dryRun });
const everything = () =>
  Promise.all(
    ['customers', 'identities', 'merges', 'journey_runs', 'run_inputs', 'outbox'].map((table) =>
      db.look(`select row_to_json(t) as row from ${table} t order by row_to_json(t)::text`),
    ),
  );

it('joins two people with userIds, wakes what watches their traits, and keeps who did it', async () => {
  await takeIn(db, { userId: 'stays' }, { userId: 'stays', name: 'Started' });
  await takeIn(db, { userId: 'goes', properties: { plan: 'team' } });
  await db.look('delete from outbox returning 1');
  const joined = await join('goes', 'stays');
  expect(joined).toMatchObject({ result: 'joined', moved: { identities: 1, traits: 1, runs: 0 }, superseded: 0 });
  const [run] = await db.look<{ id: string }>('select journey_run_id as id from outbox');
  await runTurn(db.database, run?.id as string, Date.now());
  expect(await db.look('select end_reason from journey_runs')).toEqual([{ end_reason: 'pays' }]);
  expect(await db.look('select why, by from merges')).toEqual([{ why: 'operator', by: "Ann's key" }]);
  expect(await join('goes', 'stays')).toMatchObject({ result: 'same' });
  expect(await join('goes', 'nobody')).toEqual({ result: 'unknown', name: 'nobody' });
});

it('a dry run says the same and changes nothing', async () => {
  for (const userId of ['goes', 'stays']) await takeIn(db, { userId }, { userId, name: 'Started' });
  const before = await everything();
  const would = await join('goes', 'stays', true);
  expect(await everything()).toEqual(before);
  expect(would).toMatchObject({ moved: { identities: 1, runs: 1 }, superseded: 1 });
  expect(await join('goes', 'stays')).toEqual(would);
  const [{ superseded } = { superseded: 0 }] = await db.look<{ superseded: number }>(
    'select count(*)::int as superseded from journey_runs where superseded_at is not null',
  );
  expect(superseded).toBe(1);
});

it('of twenty at once in both directions, one joins them and the others find it done', async () => {
  for (const userId of ['a', 'b']) await takeIn(db, { userId });
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? join('a', 'b') : join('b', 'a'))),
  );
  expect(results.filter(({ result }) => result === 'joined')).toHaveLength(1);
  expect(results.filter(({ result }) => result === 'same')).toHaveLength(19);
});
