import { bySchedule, flow, journey, wait } from '../../../core/index.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { beginWaves } from '../../../services/waves/begin-waves.ts';
import { keepSchedules } from '../../../services/waves/keep-schedules.ts';
import { letWavesIn } from '../../../services/waves/let-wave-in.ts';
import { listEntrySchedules } from '../../../store/journeys/entry-schedules.ts';
import { actOnJourney } from '../../../store/journeys/journey-states.ts';
import { listWaves } from '../../../store/journeys/waves.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const weekly = (parts: Partial<Parameters<typeof bySchedule>[1]> = {}) =>
  journey(
    'digest',
    {
      ...{ purpose: 'transactional', reentry: 'always', whileOpen: 'restart', exit: {} },
      entry: bySchedule('weekly', { every: { days: ['mon'], time: '09:00' }, perMinute: 100_000, ...parts }),
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
const publishes = (definition = weekly()) => publish(db.database, 'default', { journeys: [definition], templates: [] });
const customers = (zones: readonly (string | undefined)[]) =>
  takeIn(
    db,
    ...zones.map((timezone, n) => ({ userId: `c-${n}`, properties: timezone ? { timezone } : { plan: 'pro' } })),
  );
const letIn = () =>
  letWavesIn({ database: db.database, publishedJourneys: createPublishedJourneys() }, new AbortController().signal);
const waves = () => listWaves(db.database, { workspace: 'default', journeyId: 'digest', limit: 20 });
const entered = async () =>
  (
    await db.look<{ name: string }>(
      `select i.value as name from journey_runs r join identities i on i.customer_id = r.customer_id order by r.id`,
    )
  ).map(({ name }) => name);

it('lets everybody in once when a wave comes, by the clocks of their zone, in the bulk lane', async () => {
  await customers([undefined, 'America/New_York', 'Nowhere/Land', 'Pacific/Auckland']);
  await publishes();
  await at('2026-03-02T09:00:00Z'); // in Auckland it was nine o'clock thirteen hours ago: too late
  expect(await beginWaves(db.database)).toEqual({ open: 1, skipped: 1 });
  await letIn();
  expect((await entered()).sort()).toEqual(['c-0', 'c-2']);
  expect(await waves()).toMatchObject([
    { zone: 'UTC', date: '2026-03-02', state: 'finished', asked: 2, entered: 2 },
    { zone: 'Pacific/Auckland', date: '2026-03-02', state: 'skipped', reason: 'missed' },
  ]);
  await at('2026-03-02T14:30:00Z');
  expect(await beginWaves(db.database)).toEqual({ open: 1, skipped: 0 });
  await letIn();
  expect(await entered()).toContain('c-1');
  expect(await db.look('select distinct lane from outbox')).toEqual([{ lane: 1 }]);
  expect(await beginWaves(db.database)).toEqual({ open: 0, skipped: 0 });
  const [run] = await db.look<{ id: string }>('select id from journey_runs order by id');
  const found = await findRunView(db.database, 'default', run?.id ?? '');
  expect(found?.run.inputs[0]).toMatchObject({ entry: { id: 'weekly', date: '2026-03-02' } });
});

it('goes on at its stored place after a crash, and nobody enters twice', async () => {
  await customers(Array.from({ length: 7 }, () => undefined));
  await publishes(weekly({ zone: 'UTC', perMinute: 1_200 })); // two at a time
  await at('2026-03-02T09:00:00Z');
  await beginWaves(db.database);
  const stopping = new AbortController();
  const dependencies = { database: db.database, publishedJourneys: createPublishedJourneys() };
  await letWavesIn(dependencies, stopping.signal, () => stopping.abort());
  expect(await waves()).toMatchObject([{ state: 'open', asked: 2, entered: 2 }]);
  // The page that a killed worker had begun: its lease ends, and the cursor stands where the last commit left it.
  await db.look(`update waves set next_at = '-infinity' returning 1`);
  await Promise.all([letIn(), letIn()]);
  expect(await waves()).toMatchObject([{ state: 'finished', asked: 7, entered: 7 }]);
  expect(new Set(await entered()).size).toBe(7);
  expect(await entered()).toHaveLength(7);
});

it('begins the newest of the waves that an outage missed, unless it is over an hour late', async () => {
  await customers([undefined]);
  await publishes(weekly({ zone: 'UTC' }));
  await at('2026-03-16T09:59:00Z');
  expect(await beginWaves(db.database)).toEqual({ open: 1, skipped: 2 });
  expect((await waves()).map(({ date, reason }) => [date, reason])).toEqual([
    ['2026-03-16', null],
    ['2026-03-09', 'missed'],
    ['2026-03-02', 'missed'],
  ]);
  await at('2026-03-23T09:00:00Z'); // the one before is still open
  expect(await beginWaves(db.database)).toEqual({ open: 0, skipped: 1 });
  expect((await waves())[0]).toMatchObject({ date: '2026-03-23', state: 'skipped', reason: 'overlap' });
});

it('keeps the next time of a schedule that stays, finds new zones, and ends with its journey', async () => {
  await customers([undefined]);
  await publishes();
  const zones = async () =>
    (await listEntrySchedules(db.database, 'default')).map(({ zone, nextDate }) => [zone, nextDate]);
  expect(await zones()).toEqual([['UTC', '2026-03-02']]);
  await takeIn(db, { userId: 'new', properties: { timezone: 'Asia/Tokyo' } });
  await at('2026-03-02T09:10:00Z');
  await publishes({ ...weekly(), title: 'Weekly digest' });
  expect(await zones()).toEqual([
    ['UTC', '2026-03-02'], // due, and not lost by the publish
    ['Asia/Tokyo', '2026-03-09'],
  ]);
  await beginWaves(db.database);
  await actOnJourney(db.database, {
    ...{ workspace: 'default', journeyId: 'digest', act: 'unpublish', reason: 'over', by: 'ann' },
  });
  expect(await zones()).toEqual([]);
  expect((await waves())[0]).toMatchObject({ state: 'ended', reason: 'unpublished' });
  await keepSchedules(db.database);
  expect(await zones()).toEqual([]);
});
