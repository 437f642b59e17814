import { byDate, bySchedule, defineTraits, flow, journey, segment, t, wait } from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { listEntriesAhead } from '../../../services/waves/entries-ahead.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const me = defineTraits({ plan: t.optional(t.text), birthday: t.optional(t.text) });
const pro = segment('pro', { when: me.plan.is('pro') });
const body = flow(wait('a-day', '1 day'));
const options = { purpose: 'transactional', reentry: 'always' } as const;

it('lists what a customer would enter by time, by their clocks, and why they would not', async () => {
  const nine = { days: ['mon' as const], time: '09:00' };
  const journeys = [
    journey('digest', { ...options, entry: bySchedule('weekly', { every: nine, segment: pro }) }, body),
    journey(
      'all',
      { ...options, entry: bySchedule('all', { every: nine, zone: 'workspace' }), entryCaps: { perDay: 5 } },
      body,
    ),
    journey('over', { ...options, entry: bySchedule('over', { every: nine }), endDate: '2026-03-01' }, body),
    journey('birthday', { ...options, entry: byDate('day', me.birthday, { every: 'year', ifPast: 'skip' }) }, body),
  ];
  await publish(db.database, 'default', { journeys, templates: [], segments: [pro] });
  const traits = { birthday: '1990-03-03', timezone: 'America/New_York' };
  await takeIn(db, { userId: 'ann', properties: traits });
  const [row] = await db.look<{ id: string }>('select id from customers');
  const owner = { id: row?.id ?? '', traits, now: Date.parse('2026-03-01T12:00:00Z') };
  const ahead = await listEntriesAhead(db.database, 'default', owner, 'UTC');
  expect(ahead.map(({ journey: id, at, blocked }) => [id, new Date(at).toISOString(), blocked])).toEqual([
    ['all', '2026-03-02T09:00:00.000Z', null],
    ['digest', '2026-03-02T14:00:00.000Z', 'segment'],
    ['over', '2026-03-02T14:00:00.000Z', 'over'],
    ['birthday', '2026-03-03T05:00:00.000Z', null],
  ]);
  expect(ahead[0]?.assumes).toEqual([
    'the customer stays as they are',
    'no run is open then',
    'there is room then: 5 a day',
  ]);
});
