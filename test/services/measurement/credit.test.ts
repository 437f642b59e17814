import { newId } from '../../../core/base/id.ts';
import { type CreditModel, creditModels } from '../../../core/statistics/credit.ts';
import { creditJourneys } from '../../../services/measurement/credit.ts';
import { execute, timestamp } from '../../../store/database/database.ts';
import { seeded } from '../../core/statistics/support/streams.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const day = 86_400_000;
const begin = Date.parse('2026-03-02T00:00:00Z');

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

interface Sent {
  readonly journey: string;
  /** Days before the purchase. */
  readonly sent: number;
  readonly clicked?: number;
}

/** One customer for each purchase, so many days after the beginning. */
async function store(purchases: readonly { at?: number; total: number | null; messages: readonly Sent[] }[]) {
  const given = purchases.map(({ at = 10, ...others }) => ({ customer: newId(), bought: begin + at * day, ...others }));
  const messages = given.flatMap(({ customer, bought, messages: own }) =>
    own.map(({ journey, sent, clicked }) => ({
      ...{ id: newId(), run: newId(), customer, journey, sent: timestamp(bought - sent * day) },
      clicked: clicked === undefined ? null : timestamp(bought - clicked * day),
    })),
  );
  const journeys = [...new Set(messages.map(({ journey }) => journey))];
  await execute(
    db.database,
    `with journey as (insert into journeys (workspace, id, live_version, created_at, updated_at)
       select 'default', id, 1, now(), now() from unnest(cast(? as text[])) as id on conflict do nothing)
     insert into journey_versions (workspace, journey_id, version, hash, definition, published_at)
     select 'default', id, 1, 'x', '{}', now() from unnest(cast(? as text[])) as id on conflict do nothing`,
    [journeys, journeys],
  );
  await execute(
    db.database,
    `with new as (select * from jsonb_to_recordset(cast(? as jsonb)) as new (customer uuid, bought timestamptz, total jsonb)),
     customer as (insert into customers (id, workspace, created_at) select customer, 'default', bought from new)
     insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
     select gen_random_uuid(), 'default', customer, 'track', 'Order Completed', jsonb_build_object('total', total), '{}', cast(customer as text), bought, bought from new`,
    [JSON.stringify(given.map(({ bought, ...others }) => ({ ...others, bought: timestamp(bought) })))],
  );
  await execute(
    db.database,
    `with new as (select * from jsonb_to_recordset(cast(? as jsonb)) as new (id uuid, run uuid, customer uuid, journey text, sent timestamptz, clicked timestamptz)),
     runs as (
       insert into journey_runs (id, workspace, customer_id, journey_id, version, entry_event_id, entry_accepted_at, entered_at, state, last_seq, ended_at)
       select run, 'default', customer, journey, 1, run, sent, sent, '{}', 0, sent from new)
     insert into messages (id, origin, journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, state, created_at, updated_at, accepted_at, clicked_at)
     select id, 'run', run, 1, 'default', customer, journey, 'hello', 'email', 'hello', 'accepted', sent, sent, sent, clicked from new`,
    [JSON.stringify(messages)],
  );
}

const credit = (model: CreditModel = 'last', until = begin + 100 * day) =>
  creditJourneys(db.database, {
    ...{ workspace: 'default', event: 'Order Completed', property: 'event.properties.total', model },
    ...{ from: begin, until, afterClick: 'P7D', afterDelivery: 'P1D' },
  });

it('a message counts for a day after its delivery, and for a week after a click', async () => {
  await store([
    { total: 10, messages: [{ journey: 'a', sent: 0.9 }] },
    { total: 20, messages: [{ journey: 'a', sent: 1.1 }] },
    { total: 30, messages: [{ journey: 'b', sent: 9, clicked: 6.9 }] },
    { total: 40, messages: [{ journey: 'b', sent: 9, clicked: 7.1 }] },
    { total: 50, messages: [{ journey: 'b', sent: 0.5, clicked: -1 }] }, // clicked after the purchase: by its delivery
    { total: 60, messages: [{ journey: 'b', sent: -0.1 }] },
    { total: null, messages: [] },
    { at: 101, total: 1_000, messages: [] },
  ]);
  expect(await credit()).toEqual({
    purchases: 7,
    money: 210,
    isCut: false,
    credits: [
      { journey: null, purchases: 4, money: 120 },
      { journey: 'b', purchases: 2, money: 80 },
      { journey: 'a', purchases: 1, money: 10 },
    ],
  });
});

it.each<[CreditModel, number, number]>([
  ['last', 0, 10.01],
  ['first', 10.01, 0],
  ['even', 5.005, 5.005],
])('%s: of one purchase the two journeys before it get %d and %d', async (model, first, last) => {
  await store([
    {
      total: 10.01,
      messages: [
        { journey: 'first', sent: 9, clicked: 6 },
        { journey: 'last', sent: 0.5 },
      ],
    },
  ]);
  const { credits } = await credit(model);
  const of = (journey: string) => credits.find((each) => each.journey === journey)?.money;
  expect([of('first'), of('last')]).toEqual([first, last]);
});

it("whatever the model, the journeys' money sums to the shop's own revenue, to the cent", async () => {
  const draw = seeded(4);
  const purchases = Array.from({ length: 80 }, () => ({
    at: draw() * 90,
    total: Math.round(draw() * 20_000) / 100,
    messages: Array.from({ length: Math.floor(draw() * 5) }, () => {
      const sent = draw() * 9;
      return { journey: `j${Math.floor(draw() * 4)}`, sent, ...(draw() < 0.5 && { clicked: draw() * sent }) };
    }),
  }));
  await store(purchases);
  const cents = purchases.reduce((sum, { total }) => sum + Math.round(total * 100), 0);
  for (const model of creditModels) {
    const { credits, money, purchases: number } = await credit(model);
    expect(number).toBe(80);
    expect(Math.round(money * 100)).toBe(cents);
    expect(credits.reduce((sum, each) => sum + Math.round(each.money * 10_000), 0)).toBe(cents * 100);
    expect(credits.reduce((sum, each) => sum + each.purchases, 0)).toBeCloseTo(80, 9);
    expect(credits.some(({ journey }) => journey === null)).toBe(true);
  }
});

it('customers who were joined have the messages of both', async () => {
  await store([{ total: 10, messages: [{ journey: 'a', sent: 0.5 }] }]);
  const into = newId();
  await execute(db.database, `insert into customers (id, workspace, created_at) values (?, 'default', now())`, [into]);
  await execute(db.database, 'update customers set merged_into = ? where id <> ?', [into, into]);
  await execute(db.database, 'update messages set customer_id = ?', [into]);
  expect((await credit()).credits).toEqual([{ journey: 'a', purchases: 1, money: 10 }]);
});
