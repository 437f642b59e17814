import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { bestHour, decide, defineEvent, exit, flow, journey, on, policy, times, wait } from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { listDecisions } from '../../../store/decisions/decisions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

/** The best hour on PostgreSQL: what customers did says when they are there. */
const hourMs = 3_600_000;
const Due = defineEvent('Due', {});
const best = policy('best', {
  ...{ purpose: 'transactional', candidates: [times({ within: '24 hours' })] },
  rank: bestHour({ explorePerMille: 0 }),
});
const hour = decide('hour', best);
const news = journey(
  'news',
  { purpose: 'transactional', entry: on(Due) },
  flow(hour, wait('best', { date: hour.at, ifPast: 'continue' }), exit('done', 'done')),
);

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [news], policies: [best], templates: [] });
});
afterAll(() => db.destroy());

/** The hour that is six hours from now, so many days back: a visit by a browser, by the clocks of Kolkata. */
const inSixHours = Math.floor(Date.now() / hourMs) * hourMs + 6 * hourMs;

async function decided(userId: string) {
  await takeIn(db, { userId, name: 'Due' });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
    [userId],
  );
  const id = run?.id ?? '';
  const result = await runTurn(db.database, id, Date.now());
  const [decision] = await listDecisions(db.database, { workspace: 'default', journeyRunId: id });
  return { result, record: decision?.record };
}

it('waits for the hour at which the customer was on a page, in their own zone', async () => {
  const userId = newId();
  await takeIn(db, { userId, properties: { timezone: 'Asia/Kolkata' } });
  for (let day = 1; day <= 8; day += 1)
    await takeIn(db, { userId, name: 'Page Viewed', byDevice: true, timestamp: inSixHours - day * 24 * hourMs });
  const { result, record } = await decided(userId);
  expect(record?.hours).toMatchObject({ deeds: 8, near: 8 });
  expect(Math.abs((result.wakeAt ?? 0) - inSixHours)).toBeLessThanOrEqual(hourMs);
  expect(record?.candidates.find(({ id }) => id === record.chosen)?.key).toMatch(/@00000000$/);
});

it('takes what a server did for no deed of the customer, and sends at once', async () => {
  const userId = newId();
  for (let day = 1; day <= 8; day += 1)
    await takeIn(db, { userId, name: 'Invoice Made', timestamp: inSixHours - day * 24 * hourMs });
  const { result, record } = await decided(userId);
  expect(record?.hours?.deeds).toBe(0);
  expect(result.finished || record?.chosen !== 'now').toBe(true);
});
