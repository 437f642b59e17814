import { runTurn } from '../../../../activities/run-turn.ts';
import { defineEvent, flow, journey, on, t, wait } from '../../../../core/index.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { countSteps } from '../../../../store/measurement/step-counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { takeIn } from '../../../support/runs.ts';

const Asked = defineEvent('Asked', { what: t.text });
const Carted = defineEvent('Carted', { what: t.text });
const Sided = defineEvent('Sided', { what: t.text });
const asking = journey(
  'asking',
  { purpose: 'transactional', entry: on(Asked), reentry: 'always', exit: {}, whileOpen: 'restart' },
  flow(wait('patience', '10 days')),
);

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [asking], templates: [] });
});
afterAll(() => db.destroy());

const asks = (userId: string, what: string) => ({ userId, name: 'Asked', properties: { what } });
const runsOf = (userId: string) =>
  db.look<{ id: string; what: string; end: string | null; superseded: boolean }>(
    `select run.id, e.properties->>'what' as what, run.end_reason as end, run.superseded_at is not null as superseded
     from journey_runs run join identities i on i.customer_id = run.customer_id join events e on e.id = run.entry_event_id
     where i.value = ? order by run.id`,
    [userId],
  );
async function turnAll(userId: string): Promise<void> {
  for (const { id } of await runsOf(userId)) await runTurn(db.database, id, Date.now());
}

it('gives the place of an open run to the one that its journey begins again with, in one transaction', async () => {
  await takeIn(db, asks('ada', 'first'));
  await turnAll('ada');
  await takeIn(db, asks('ada', 'second'));
  expect(await runsOf('ada')).toMatchObject([
    { what: 'first', end: null, superseded: true },
    { what: 'second', end: null, superseded: false },
  ]);
  await turnAll('ada');
  expect(await runsOf('ada')).toMatchObject([
    { what: 'first', end: 'restarted' },
    { what: 'second', end: null },
  ]);
});

it('leaves one open run where a customer enters several times in one batch', async () => {
  await takeIn(db, asks('ben', 'first'), asks('ben', 'second'), asks('ben', 'third'));
  await turnAll('ben');
  expect(await runsOf('ben')).toMatchObject([
    { what: 'first', end: 'restarted' },
    { what: 'second', end: 'restarted' },
    { what: 'third', end: null },
  ]);
});

it('makes a new entry that of the open run where the journey refreshes, also of one that began in the same batch', async () => {
  const cart = journey(
    'cart',
    { purpose: 'transactional', entry: on(Carted), reentry: 'always', exit: {}, whileOpen: 'refresh' },
    flow(wait('settle', '1 hour', { restartOn: 'refresh' })),
  );
  await publish(db.database, 'default', { journeys: [cart], templates: [] });
  const carts = (userId: string, what: string) => ({ userId, name: 'Carted', properties: { what } });
  await takeIn(db, carts('cleo', 'first'), carts('cleo', 'second'));
  await turnAll('cleo');
  const [before] = await runsOf('cleo');
  expect(before).toMatchObject({ what: 'second', end: null });
  await takeIn(db, carts('cleo', 'third'));
  const [run, ...others] = await runsOf('cleo');
  expect({ run, others }).toMatchObject({ run: { id: before?.id, what: 'third', end: null }, others: [] });
  const { wakeAt } = await runTurn(db.database, before?.id as string, Date.now() + 30 * 60_000);
  expect(wakeAt).toBeGreaterThan(Date.now() + 80 * 60_000);
});

it('opens runs side by side where the journey is parallel, also in one batch, and keeps both through a merge', async () => {
  const side = journey(
    'side-by-side',
    { purpose: 'transactional', entry: on(Sided), exit: {}, whileOpen: 'parallel' },
    flow(wait('patience', '10 days')),
  );
  await publish(db.database, 'default', { journeys: [side], templates: [] });
  const sides = (userId: string, what: string) => ({ userId, name: 'Sided', properties: { what } });
  await takeIn(db, sides('dora', 'first'), sides('dora', 'second'));
  await turnAll('dora');
  await takeIn(db, sides('dora', 'third'));
  await takeIn(db, { ...sides('', 'fourth'), userId: undefined, anonymousId: 'anna' });
  await takeIn(db, { type: 'identify', name: 'identify', userId: 'dora', anonymousId: 'anna' });
  await turnAll('dora');
  expect(await runsOf('dora')).toEqual(
    ['first', 'second', 'third', 'fourth'].map((what) => ({
      id: expect.any(String),
      what,
      end: null,
      superseded: false,
    })),
  );
});

it('shows treated runs and those in the books only side by side', async () => {
  await db.look(`update journey_runs set books = 'holdout' where end_reason = 'restarted' returning 1`);
  const { arms } = await countSteps(db.database, { workspace: 'default', journey: 'asking' }, { repeats: false });
  expect(arms).toEqual([
    { arm: 'holdout', runs: 3, goals: 0, value: null },
    { arm: 'treated', runs: 2, goals: 0, value: null },
  ]);
});
