import { flow, joins, journey, segment, wait } from '../../../core/index.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { revisitSegments } from '../../../services/intake/revisit.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { letMembersIn } from '../../../services/segments/let-members-in.ts';
import { beginMemberEntries, listMemberEntries } from '../../../store/segments/member-entries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const MEMBERS = 7;
const vips = segment('vip', { static: true });
const thank = (id: string) =>
  journey(id, { purpose: 'transactional', entry: joins(vips), exit: {} }, flow(wait('a-day', '1 day')));

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [], templates: [], segments: [vips] });
  const names = Array.from({ length: MEMBERS }, (_, n) => `vip-${n}`);
  await takeIn(db, ...names.map((userId) => ({ userId, properties: { plan: 'pro' } })));
  const looks = await db.look<{ id: string }>('select id from customers order by id');
  await revisitSegments(
    { database: db.database, publishedJourneys: createPublishedJourneys() },
    'default',
    new Map(looks.map(({ id }) => [id, new Map([['vip', { cause: 'person' as const, isMember: true }]])])),
  );
});
afterAll(() => db.destroy());

const begin = (perMinute: number) =>
  beginMemberEntries(db.database, {
    ...{ workspace: 'default', journeyId: 'thanks', segments: ['vip'], perMinute, by: 'ann' },
  });
const letIn = () =>
  letMembersIn({ database: db.database, publishedJourneys: createPublishedJourneys() }, new AbortController().signal);
const runs = () =>
  db.look<{ journey: string; event: string }>(
    `select run.journey_id as journey, e.name as event from journey_runs run join events e on e.id = run.entry_event_id`,
  );

it('warns that members do not enter a new journey, and lets them in where that is asked for, into that one alone', async () => {
  const { warnings } = await publish(db.database, 'default', {
    journeys: [thank('thanks'), thank('other')],
    templates: [],
  });
  expect(warnings.map(({ code, where }) => [code, where])).toEqual([
    ['members-do-not-enter', 'thanks: entry'],
    ['members-do-not-enter', 'other: entry'],
  ]);
  expect(await runs()).toEqual([]);
  await begin(100_000);
  await letIn();
  expect(await listMemberEntries(db.database, 'default', 'thanks')).toMatchObject([
    { asked: MEMBERS, entered: MEMBERS, total: MEMBERS, finishedAt: expect.any(Number) },
  ]);
  expect(await runs()).toEqual(Array.from({ length: MEMBERS }, () => ({ journey: 'thanks', event: 'Segment Joined' })));
});

it('asks about no more customers at once than its rate lets it, and nobody enters twice', async () => {
  await begin(120); // two a second
  await letIn();
  expect(await listMemberEntries(db.database, 'default', 'thanks')).toMatchObject([
    { asked: 2, entered: 0, finishedAt: null },
  ]);
  for (let n = 0; n < MEMBERS; n += 1) {
    await db.look(`update member_entries set next_at = clock_timestamp() returning 1`);
    await letIn();
  }
  expect(await listMemberEntries(db.database, 'default', 'thanks')).toMatchObject([
    { asked: MEMBERS, entered: 0, finishedAt: expect.any(Number) },
  ]);
  expect(await runs()).toHaveLength(MEMBERS);
});
