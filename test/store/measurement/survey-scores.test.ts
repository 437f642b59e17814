import { newId } from '../../../core/base/id.ts';
import { readPurchaseCohorts } from '../../../store/measurement/purchase-cohorts.ts';
import { readSurveyScores } from '../../../store/measurement/survey-scores.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const week = Date.parse('2026-11-23T00:00:00Z'); // a Monday
const hour = 3_600_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  for (const [userId, stage] of [
    ['ada', 'active'],
    ['ben', 'new'],
    ['cid', 'new'],
  ] as const)
    await takeIn(db, { userId, properties: { stage } });
});
afterAll(() => db.destroy());

const answered = (userId: string, at: number, properties: object) =>
  db.look(
    `insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
     select cast(? as uuid), 'default', customer_id, 'track', 'Survey Answered', cast(? as jsonb), '{}', cast(? as text), to_timestamp(? / 1000.0), to_timestamp(? / 1000.0)
     from identities where value = ? returning id`,
    [newId(), JSON.stringify(properties), newId(), at, at, userId],
  );
const read = (more: object = {}) =>
  readSurveyScores(db.database, { workspace: 'default', from: week - 7 * 24 * hour, until: week + 24 * hour, ...more });

it('reads scores by journey and week, of one question, and by a trait of customers', async () => {
  await answered('ada', week - hour, { journey: 'nps', question: 'recommend', answer: '9', score: 9 });
  await answered('ben', week + hour, { journey: 'nps', question: 'recommend', answer: '3', score: 3 });
  await answered('cid', week + hour, { journey: 'nps', question: 'recommend', answer: '3', score: 3 });
  await answered('ada', week + hour, { journey: 'other', question: 'taste', answer: 'good', score: 7 });
  await answered('ada', week + hour, { journey: 'other', question: 'taste', answer: 'good' });
  await answered('ada', week + 48 * hour, { journey: 'nps', question: 'recommend', answer: '1', score: 1 });
  expect(await read()).toEqual([
    { journey: 'nps', week: week - 7 * 24 * hour, group: null, score: 9, n: 1 },
    { journey: 'nps', week, group: null, score: 3, n: 2 },
    { journey: 'other', week, group: null, score: 7, n: 1 },
  ]);
  expect(await read({ question: 'taste' })).toMatchObject([{ journey: 'other', score: 7 }]);
  expect(await read({ question: 'recommend', by: 'stage' })).toMatchObject([
    { group: 'active', score: 9, n: 1 },
    { group: 'new', score: 3, n: 2 },
  ]);
});

it('counts customers by the month of their first purchase', async () => {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / (24 * hour);
  const bought = (userId: string, [days, first, last]: [number, string, string], money: number, repeated: number) =>
    db.look(
      `insert into customer_purchases (customer_id, workspace, days, first_day, last_day, money, repeat_money)
       select customer_id, 'default', ?, ?, ?, ?, ? from identities where value = ? returning customer_id`,
      [days, day(first), day(last), money, repeated, userId],
    );
  await bought('ada', [3, '2026-09-30', '2026-11-02'], 90, 50);
  await bought('ben', [1, '2026-09-01', '2026-09-01'], 10, 0);
  await bought('cid', [1, '2026-10-01', '2026-10-01'], 20, 0);
  const place = { workspace: 'default' };
  expect(await readPurchaseCohorts(db.database, { ...place, months: 12 })).toEqual([
    { month: '2026-10', customers: 1, cameBack: 0, days: 1, money: 20, repeatMoney: 0 },
    { month: '2026-09', customers: 2, cameBack: 1, days: 4, money: 100, repeatMoney: 50 },
  ]);
  expect(await readPurchaseCohorts(db.database, { ...place, months: 1 })).toMatchObject([{ month: '2026-10' }]);
});
