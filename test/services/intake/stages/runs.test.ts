import { runTurn } from '../../../../activities/run-turn.ts';
import { defineEvent, flow, journey, on, t, wait } from '../../../../core/index.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { countSteps } from '../../../../store/measurement/step-counts.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { takeIn } from '../../../support/runs.ts';

const Asked = defineEvent('Asked', { what: t.text });
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

it('shows treated runs and those in the books only side by side', async () => {
  await db.look(`update journey_runs set books = 'holdout' where end_reason = 'restarted' returning 1`);
  const { arms } = await countSteps(db.database, { workspace: 'default', journey: 'asking' }, { repeats: false });
  expect(arms).toEqual([
    { arm: 'holdout', runs: 3, goals: 0, value: null },
    { arm: 'treated', runs: 2, goals: 0, value: null },
  ]);
});
