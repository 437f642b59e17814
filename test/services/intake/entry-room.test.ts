import { defineEvent, flow, journey, on, wait } from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { actOnJourney } from '../../../store/journeys/journey-states.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await at('2026-03-01T12:00:00Z');
});
afterEach(() => db.destroy());

const at = (iso: string) => db.look(`update workspaces set clock_stopped_at = '${iso}' returning 1`);
const Started = defineEvent('Started', {});
const capped = journey(
  'capped',
  { purpose: 'transactional', entry: on(Started), entryCaps: { perHour: 2, perDay: 3 } },
  flow(wait('rest', '9 days')),
);
const start = (...users: string[]) =>
  takeIn(db, ...users.map((userId) => ({ userId, name: 'Started', timestamp: Date.parse('2026-03-01T12:00:00Z') })));
const entered = async () =>
  (
    await db.look<{ name: string }>(
      `select i.value as name from journey_runs r join identities i on i.customer_id = r.customer_id order by r.id`,
    )
  ).map(({ name }) => name);

it('lets in no more than its caps allow, in one batch and in several at once', async () => {
  await publish(db.database, 'default', { journeys: [capped], templates: [] });
  await start('a', 'b', 'c');
  expect(await entered()).toEqual(['a', 'b']);
  await at('2026-03-01T13:00:00Z');
  await Promise.all(['d', 'e', 'f', 'g'].map((userId) => start(userId)));
  expect((await entered()).length).toBe(3); // the day's cap
  await at('2026-03-02T00:00:00Z');
  await start('h');
  expect((await entered()).length).toBe(4);
  expect(await db.look(`select period, cast(entered as integer) as entered from entry_counts order by period`)).toEqual(
    [
      { period: 'day 2026-03-01', entered: 3 },
      { period: 'day 2026-03-02', entered: 1 },
      { period: 'hour 2026-03-01T12', entered: 2 },
      { period: 'hour 2026-03-01T13', entered: 1 },
      { period: 'hour 2026-03-02T00', entered: 1 },
    ],
  );
});

it('counts observed runs apart', async () => {
  await publish(db.database, 'default', { journeys: [capped], templates: [] });
  const act = (name: 'observe' | 'go-live') =>
    actOnJourney(db.database, { workspace: 'default', journeyId: 'capped', act: name, reason: 'try', by: 'ann' });
  await act('observe');
  await start('a', 'b', 'c');
  expect(await entered()).toEqual(['a', 'b']);
  await act('go-live');
  await start('d', 'e', 'f');
  expect(await entered()).toEqual(['a', 'b', 'd', 'e']);
});
