import {
  computedTrait,
  count,
  defineEvent,
  exit,
  flow,
  joins,
  journey,
  leaves,
  lifecycle,
  mostFrequent,
  segment,
  t,
  wait,
} from '../../../core/index.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { revisitSegments } from '../../../services/intake/revisit.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { lookAtDueSegments } from '../../../services/segments/clock.ts';
import { fillSegments } from '../../../services/segments/fill.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const Bought = defineEvent('Bought', {});
const asleep = segment('asleep', { when: count(Bought).within('30 days').none() });
const twice = segment('twice', { when: count(Bought).atLeast(2) });
const winBack = journey(
  'win-back',
  { purpose: 'transactional', entry: joins('asleep'), reentry: 'always', exit: { awake: leaves(asleep) } },
  flow(wait('rest', '60 days'), exit('done', 'rested')),
);
const goOn = new AbortController().signal;

let db: TestDatabase;
let now: number;
const setClock = (moment: number) => {
  now = moment;
  return db.look(`update workspaces set clock_stopped_at = ? where id = 'default' returning 1`, [
    new Date(now).toISOString(),
  ]);
};
beforeEach(async () => {
  db = await createTestDatabase();
  await setClock(Date.UTC(2026, 2, 1));
});
afterEach(() => db.destroy());

const publishAll = () =>
  publish(db.database, 'default', { journeys: [winBack], templates: [], segments: [asleep, twice] });
const buy = (userId: string) => takeIn(db, { userId, name: 'Bought', timestamp: now });
const dependencies = () => ({ database: db.database, publishedJourneys: createPublishedJourneys() });
const members = async (id: string) =>
  (
    await db.look<{ value: string; cause: string }>(
      `select i.value, m.cause from segment_members m join identities i on i.customer_id = m.customer_id
     where m.segment_id = ? and m.is_member order by 1`,
      [id],
    )
  ).map(({ value, cause }) => `${value} by ${cause}`);
const runs = () => db.look<{ journey: string }>(`select journey_id as journey from journey_runs order by entered_at`);

it('an event moves its customer in the transaction that accepts it', async () => {
  await publishAll();
  await buy('ann');
  expect(await members('twice')).toEqual([]);
  await buy('ann');
  expect(await members('twice')).toEqual(['ann by event']);
  const [event] = await db.look(`select name, properties from events where name = 'Segment Joined'`);
  expect(event).toEqual({ name: 'Segment Joined', properties: { segment: 'twice', cause: 'event' } });
});

it('a window moves its customer at its moment, who thereby enters; an event moves them back, and they exit', async () => {
  await publishAll();
  await buy('ann');
  expect(await members('asleep')).toEqual([]);
  await setClock(Date.UTC(2026, 2, 31) - 1);
  await lookAtDueSegments(dependencies(), goOn);
  expect(await members('asleep')).toEqual([]);
  await setClock(Date.UTC(2026, 2, 31));
  const looks: number[] = [];
  await lookAtDueSegments(dependencies(), goOn, ({ late }) => looks.push(late));
  expect(await members('asleep')).toEqual(['ann by time']);
  expect(looks).toEqual([0]);
  expect(await runs()).toEqual([{ journey: 'win-back' }]);
  await buy('ann');
  expect(await members('asleep')).toEqual([]);
  expect(await db.look(`select kind from run_inputs order by seq`)).toEqual([{ kind: 'entry' }, { kind: 'event' }]);
});

it('who is new is in a segment that holds of whom nothing is known', async () => {
  await publishAll();
  await takeIn(db, { userId: 'bob', properties: {}, timestamp: now });
  expect(await members('asleep')).toEqual(['bob by event']);
});

it('a publish is applied to those who are there already, and lets nobody into a journey', async () => {
  for (const user of ['ann', 'ann', 'bob']) await buy(user);
  await setClock(Date.UTC(2026, 4, 1));
  await publishAll();
  expect(await members('asleep')).toEqual([]);
  const looked: number[] = [];
  await fillSegments(dependencies(), goOn, (customers) => looked.push(customers));
  expect(await members('asleep')).toEqual(['ann by definition', 'bob by definition']);
  expect(await members('twice')).toEqual(['ann by definition']);
  expect(await runs()).toEqual([]);
  expect(looked).toEqual([2, 2]);
  expect(
    await db.look(`select looked_at::int as looked, finished_at is not null as finished from segment_fills`),
  ).toEqual([
    { looked: 2, finished: true },
    { looked: 2, finished: true },
  ]);
});

describe('a computed trait', () => {
  const Ordered = defineEvent('Ordered', { shop: t.text });
  const orders = computedTrait('orders', count(Ordered).within('30 days'));
  const shop = computedTrait('favourite-shop', mostFrequent(Ordered, Ordered.shop), { trait: 'favourite_shop' });
  const stage = lifecycle('stage', {
    loyal: count(Ordered).within('30 days').atLeast(2),
    active: count(Ordered).within('30 days').atLeast(1),
    lost: count(Ordered).atLeast(1),
  });
  const order = (where: string) => takeIn(db, { name: 'Ordered', properties: { shop: where }, timestamp: now });
  const traits = async () => (await db.look<{ traits: object }>('select traits from customers'))[0]?.traits;
  const stages = () =>
    db.look(
      `select properties->>'from' as before, properties->>'to' as now from events where name = 'Stage Changed' order by id`,
    );

  it('follows events and time, and so do the stages of a lifecycle, of which each change is an event', async () => {
    await publish(db.database, 'default', { journeys: [], templates: [], segments: [orders, shop, stage] });
    await takeIn(db, { properties: {}, timestamp: now });
    expect(await traits()).toEqual({ orders: 0 });
    await order('Berlin');
    await order('Rome');
    expect(await traits()).toEqual({ orders: 2, favourite_shop: 'Rome', stage: 'loyal' });
    await order('Berlin');
    expect(await traits()).toEqual({ orders: 3, favourite_shop: 'Berlin', stage: 'loyal' });
    await setClock(Date.UTC(2026, 3, 1));
    await lookAtDueSegments(dependencies(), goOn);
    expect(await traits()).toEqual({ orders: 0, favourite_shop: 'Berlin', stage: 'lost' });
    expect(await stages()).toEqual([
      { before: null, now: 'active' },
      { before: 'active', now: 'loyal' },
      { before: 'loyal', now: 'lost' },
    ]);
  });
});

it('people put customers into a static segment and take them out, and who stays after a merge is in it', async () => {
  const vip = segment('vip', { static: true });
  await publish(db.database, 'default', { journeys: [], templates: [], segments: [vip] });
  for (const userId of ['ann', 'bob']) await takeIn(db, { userId, properties: {}, timestamp: now });
  const put = async (userId: string, isMember: boolean) => {
    const [found] = await db.look<{ id: string }>('select customer_id as id from identities where value = ?', [userId]);
    const looks = new Map([[found?.id as string, new Map([['vip', { cause: 'person' as const, isMember }]])]]);
    await revisitSegments(dependencies(), 'default', looks);
  };
  await put('bob', true);
  await put('ann', true);
  await put('ann', false);
  expect(await members('vip')).toEqual(['bob by person']);
  const previousId = 'ann';
  await takeIn(db, {
    type: 'alias',
    name: 'alias',
    userId: 'bob',
    previousId,
    properties: { previousId },
    timestamp: now,
  });
  expect(await members('vip')).toEqual(['ann by merge', 'bob by merge']); // two names of one customer
  expect(await db.look(`select name from events where name like 'Segment%' order by id`)).toEqual([
    { name: 'Segment Joined' },
    { name: 'Segment Joined' },
    { name: 'Segment Left' },
  ]);
});
