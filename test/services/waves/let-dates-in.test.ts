import { byDate, defineTraits, flow, journey, t, wait } from '../../../core/index.ts';
import { eraseCustomer } from '../../../services/customers/erase.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { type DateOutcome, letDatesIn } from '../../../services/waves/let-dates-in.ts';
import { actOnJourney } from '../../../store/journeys/journey-states.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const me = defineTraits({ renewal: t.optional(t.text), birthday: t.optional(t.text) });
const renewal = (parts: Partial<Parameters<typeof byDate>[2]> = {}) =>
  journey(
    'renewal',
    {
      ...{ purpose: 'transactional', reentry: 'always', whileOpen: 'restart' },
      entry: byDate('ends', me.renewal, { before: '30 days', time: '09:00', every: 'once', ifPast: 'enter', ...parts }),
    },
    flow(wait('a-day', '1 day')),
  );
const birthday = journey(
  'birthday',
  {
    ...{ purpose: 'transactional', reentry: 'always', whileOpen: 'restart' },
    entry: byDate('day', me.birthday, { time: '09:00', every: 'year', ifPast: 'skip' }),
  },
  flow(wait('a-day', '1 day')),
);

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await at('2026-03-01T12:00:00Z');
});
afterEach(() => db.destroy());

const at = (iso: string) => db.look(`update workspaces set clock_stopped_at = '${iso}' returning 1`);
const publishes = (...journeys: object[]) => publish(db.database, 'default', { journeys, templates: [] });
const knows = (userId: string, properties: Record<string, string | null>) => takeIn(db, { userId, properties });
async function letIn() {
  const outcomes: Partial<Record<DateOutcome, number>> = {};
  await letDatesIn(
    { database: db.database, publishedJourneys: createPublishedJourneys() },
    new AbortController().signal,
    (outcome, customers) => {
      if (customers > 0) outcomes[outcome] = (outcomes[outcome] ?? 0) + customers;
    },
  );
  return outcomes;
}
const due = async () =>
  (
    await db.look<{ name: string; date: string | null; at: Date | null }>(
      `select i.value as name, to_char(d.date, 'YYYY-MM-DD') as date, d.due_at as at from entry_dates d
       join identities i on i.customer_id = d.customer_id order by 1`,
    )
  ).map(({ name, date, at: moment }) => [name, date, moment && new Date(moment).toISOString()]);
const entered = async () =>
  (
    await db.look<{ properties: object }>(`select properties from events where name = 'Entered by Date' order by id`)
  ).map(({ properties }) => properties);

it('follows a date that moves, by the clocks of the customer, and enters once for a day', async () => {
  await knows('ann', { renewal: '2026-04-20', timezone: 'Europe/Berlin' }); // before the publish
  await publishes(renewal());
  await letIn();
  expect(await due()).toEqual([['ann', '2026-04-20', '2026-03-21T08:00:00.000Z']]);
  await knows('ann', { renewal: '2026-05-20' });
  await knows('bob', { renewal: '2026-04-20' });
  await letIn();
  expect(await due()).toEqual([
    ['ann', '2026-05-20', '2026-04-20T07:00:00.000Z'],
    ['bob', '2026-04-20', '2026-03-21T09:00:00.000Z'],
  ]);
  await at('2026-03-21T09:00:00Z');
  expect(await letIn()).toEqual({ entered: 1 });
  expect(await letIn()).toEqual({});
  expect(await due()).toEqual([
    ['ann', '2026-05-20', '2026-04-20T07:00:00.000Z'],
    ['bob', null, null],
  ]);
  expect(await entered()).toEqual([{ entry: 'ends', date: '2026-04-20' }]);
  expect(await db.look('select distinct lane from outbox')).toEqual([{ lane: 1 }]);
  await knows('bob', { renewal: '2027-04-20' }); // renewed
  await knows('ann', { renewal: null });
  await letIn();
  expect(await due()).toEqual([
    ['ann', null, null],
    ['bob', '2027-04-20', '2027-03-21T09:00:00.000Z'],
  ]);
});

it('enters at once where the moment has passed and the day has not, if the rule says so', async () => {
  await publishes(renewal());
  await knows('ann', { renewal: '2026-03-10' });
  await knows('bob', { renewal: '2026-02-10' });
  expect(await letIn()).toEqual({ entered: 1 });
  await publishes(renewal({ ifPast: 'skip' })); // the rule changes: all are looked at again
  await knows('eve', { renewal: '2026-03-10' });
  expect(await letIn()).toEqual({});
  expect((await entered()).length).toBe(1);
});

it('comes each year, and one that was missed while nothing ran is skipped', async () => {
  await publishes(birthday);
  await knows('ann', { birthday: '1990-03-02' });
  await letIn();
  await at('2026-03-02T09:30:00Z');
  expect(await letIn()).toEqual({ entered: 1 });
  expect(await due()).toEqual([['ann', '2027-03-02', '2027-03-02T09:00:00.000Z']]);
  await at('2027-03-02T11:00:00Z');
  expect(await letIn()).toEqual({ missed: 1 });
  expect(await due()).toEqual([['ann', '2028-03-02', '2028-03-02T09:00:00.000Z']]);
});

it('forgets the dates of a journey that is unpublished, and of a customer who is erased', async () => {
  await publishes(birthday, renewal());
  await knows('ann', { birthday: '1990-03-02', renewal: '2026-09-01' });
  await knows('bob', { birthday: '1990-03-03' });
  await letIn();
  expect(await eraseCustomer(db.database, 'default', 'bob')).toMatchObject({ runs: 0 });
  expect((await due()).map(([name, date]) => [name, date])).toEqual([
    ['ann', '2026-03-02'],
    ['ann', '2026-09-01'],
  ]);
  await actOnJourney(db.database, {
    ...{ workspace: 'default', journeyId: 'birthday', act: 'unpublish', reason: 'over', by: 'ann' },
  });
  await letIn();
  expect((await due()).map(([name, date]) => [name, date])).toEqual([['ann', '2026-09-01']]);
});
