import { getCustomerValues } from '../../../api/operations/customers/get-customer-values.ts';
import { readCustomer } from '../../../api/operations/customers/read.ts';
import { newId } from '../../../core/base/id.ts';
import { customerValue, segment } from '../../../core/index.ts';
import { fitBgnbd } from '../../../core/statistics/bgnbd.ts';
import { refreshCustomerValues } from '../../../services/customer-values/refresh.ts';
import { mergeByOperator } from '../../../services/customers/operator-merge.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { fillSegments } from '../../../services/segments/fill.ts';
import { listAudience } from '../../../store/condition/audience.ts';
import { execute } from '../../../store/database/database.ts';
import { setTestClock } from '../../../store/workspaces/test-clock.ts';
import published from '../../core/statistics/published-data.json';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';
import { byTier } from '../../support/tier.ts';

/** In the soak tier the whole sample, which takes some seconds; its model is that of the reference file (customer-value.test.ts). */
const sample = (published.cdnowSample as [number, number, number, number, number][]).filter(
  (_, index) => index % byTier(10, 1) === 0,
);
const fit = fitBgnbd(sample.map(([repeats, last, age]) => ({ repeats, lastAt: last / 7, age: age / 7 })));
const dayMs = 86_400_000;
const end = Date.UTC(1997, 8, 30, 23);
const lapsed = segment('lapsed', { when: customerValue.stage.is('lapsed') });
const purchase = { event: 'Order Completed', value: { ref: 'event.properties.total' } };

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await setTestClock(db.database, 'default', end);
  await publish(db.database, 'default', {
    journeys: [],
    templates: [],
    segments: [lapsed],
    workspace: { measurement: { purchase } },
  } as never);
});
afterEach(() => db.destroy());

const dependencies = () => ({ database: db.database, publishedJourneys: createPublishedJourneys() });

/** The CDNOW sample: its first and last purchases are those of the log, others lie somewhere between. */
async function storeSample() {
  const orders = sample.flatMap(([repeats, last, age, cents], index) => {
    const between = Array.from({ length: Math.max(0, repeats - 1) }, (_, day) => day + 1);
    const days = [0, ...between, ...(repeats > 0 ? [last] : [])];
    const customer = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    return days.map((day) => ({
      ...{ id: newId(), customer, total: day === last ? cents / 100 : 0 },
      at: new Date(end - (age - day) * dayMs - 12 * 3_600_000).toISOString(),
    }));
  });
  await execute(
    db.database,
    `with new as (select * from jsonb_to_recordset(cast(? as jsonb)) as new (id uuid, customer uuid, at timestamptz, total numeric)),
     made as (insert into customers (id, workspace, created_at) select distinct customer, 'default', now() from new returning 1)
     insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
     select id, 'default', customer, 'track', 'Order Completed', json_build_object('total', total), '{}', cast(id as text), at, at from new`,
    [JSON.stringify(orders)],
  );
}

it('values of CDNOW customers are computed by their model, and segments and audiences see them', async () => {
  await storeSample();
  await refreshCustomerValues(dependencies());
  const answer = await getCustomerValues.handle({ workspace: 'default' } as never, { database: db.database } as never);
  expect(answer.model?.customers).toBe(sample.length);
  expect(answer.model?.bgnbd?.logLikelihood).toBeCloseTo(fit.logLikelihood, 6);
  expect(answer.model?.bgnbd?.r).toBeCloseTo(fit.r, 6);
  expect(answer.model?.gammaGamma?.correlation).toBeLessThan(0.5);
  expect(answer.stages.reduce((sum, { customers }) => sum + customers, 0)).toBe(sample.length);
  expect(answer.model?.holdout?.classes.length).toBeGreaterThan(1);

  await fillSegments(dependencies(), new AbortController().signal);
  const [members] = await db.look<{ n: number }>(
    `select cast(count(*) as integer) as n from segment_members where segment_id = 'lapsed' and is_member`,
  );
  expect(members?.n).toBe(answer.stages.find(({ stage }) => stage === 'lapsed')?.customers);
  const asked = { workspace: 'default', condition: customerValue.stage.is('lapsed'), now: end, limit: 5_000 };
  expect(await listAudience(db.database, asked)).toHaveLength(members?.n ?? -1);
});

it('a purchase counts once a day, changes the value soon after, and no call can set it', async () => {
  const order = (hours: number, total: number) =>
    takeIn(db, { name: 'Order Completed', properties: { total }, timestamp: end - hours * 3_600_000 });
  await order(2, 20);
  await order(1, 5);
  await takeIn(db, { properties: { $value: { stage: 'active' } } as never });
  await refreshCustomerValues(dependencies());
  const [{ id } = { id: '' }] = await db.look<{ id: string }>('select id from customers');
  const valueNow = async () => (await readCustomer(db.database, 'default', id, { limit: 1 }))?.value;
  expect(await valueNow()).toEqual({ stage: 'new', rfm: '111', purchases: 1, spent: 25 });
  await order(60, 10);
  await refreshCustomerValues(dependencies());
  expect(await valueNow()).toMatchObject({ stage: 'active', purchases: 2, spent: 35 });
  const seen = await readCustomer(db.database, 'default', id, { limit: 1 });
  expect(seen?.traits).not.toHaveProperty('$value');
});

it('who is joined into another brings their purchases along', async () => {
  const buy = (userId: string, days: number) =>
    takeIn(db, { userId, name: 'Order Completed', properties: { total: 10 }, timestamp: end - days * dayMs });
  await buy('ann', 9);
  await buy('anna', 3);
  await refreshCustomerValues(dependencies());
  const merge = { workspace: 'default', from: 'anna', into: 'ann', by: 'a key', dryRun: false };
  expect(await mergeByOperator(db.database, merge as never)).toMatchObject({ result: 'joined' });
  await refreshCustomerValues(dependencies());
  const kept = await db.look(`select days, cast(money as float8) as money from customer_purchases`);
  expect(kept).toEqual([{ days: 2, money: 20 }]);
});
