import { newId } from '../../../core/base/id.ts';
import { defineEvent, flow, journey, on, percent, split, t, wait } from '../../../core/index.ts';
import { readExperiment, readExperiments } from '../../../services/experiments/read.ts';
import { sumExperiments } from '../../../services/experiments/sum.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { execute, inTransaction, timestamp } from '../../../store/database/database.ts';
import { moveArms } from '../../../store/experiments/arms.ts';
import { setTestClock } from '../../../store/workspaces/test-clock.ts';
import { seeded } from '../../core/statistics/support/streams.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

const day = 86_400_000;
const SignedUp = defineEvent('Signed Up', {});
const Ordered = defineEvent('Order Completed', { total: t.number });
const id = 'win-back/offer';

const winBack = (variants: Readonly<Record<string, number>> = { plain: 500, ten: 500 }) =>
  journey(
    'win-back',
    { purpose: 'marketing', entry: on(SignedUp), goal: on(Ordered).within('7 days').value(Ordered.total) },
    flow(split('offer', variants, { plain: flow(wait('rest', '1 day')) })),
  );

const declared = {
  primary: {
    event: 'Order Completed',
    where: { combinator: 'and', rules: [{ field: 'event.properties.shop', operator: '=', value: 'web' }] },
    within: 'P7D',
    measure: 'sum',
    value: { ref: 'event.properties.total' },
    cap: 150,
  },
  guardrails: { orders: { event: 'Order Completed', within: 'P3D', measure: 'count' } },
};

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const publishWith = (experiments: object, variants?: Readonly<Record<string, number>>) =>
  publish(db.database, 'default', {
    journeys: [winBack(variants)],
    templates: [],
    workspace: { experiments },
  } as never);

interface Person {
  readonly id: string;
  readonly arm: string;
  readonly at: number;
  /** The moment from the exposure in days, money, and the shop. */
  readonly orders: readonly (readonly [days: number, total: number, shop: string])[];
}

async function store(people: readonly Person[]) {
  const orders = people.flatMap(({ id: customer, at, orders: own }) =>
    own.map(([days, total, shop]) => ({ id: newId(), customer, at: timestamp(at + days * day), of: { total, shop } })),
  );
  await execute(
    db.database,
    `with new as (select * from jsonb_to_recordset(cast(? as jsonb)) as new (id uuid, arm text, at timestamptz)),
     customer as (insert into customers (id, workspace, created_at) select id, 'default', at from new),
     arm as (insert into experiment_arms (workspace, customer_id, experiment, arm, drawn_at) select 'default', id, ?, arm, at from new)
     insert into events (id, workspace, customer_id, type, name, properties, context, message_id, occurred_at, accepted_at)
     select id, 'default', customer, 'track', 'Order Completed', of, '{}', cast(id as text), at, at
     from jsonb_to_recordset(cast(? as jsonb)) as new (id uuid, customer uuid, at timestamptz, of jsonb)`,
    [JSON.stringify(people.map(({ at, ...person }) => ({ ...person, at: timestamp(at) }))), id, JSON.stringify(orders)],
  );
}

/** Seeded people over twenty days that are over, with cents, orders before and long after, and of another shop. */
function somePeople(count: number): Person[] {
  const draw = seeded(3);
  const today = Math.floor(Date.now() / day) * day;
  return Array.from({ length: count }, () => ({
    id: newId(),
    arm: draw() < 0.5 ? 'plain' : 'ten',
    at: today - (12 + Math.floor(draw() * 20)) * day + Math.floor(draw() * day),
    orders: Array.from(
      { length: Math.floor(draw() * 4) },
      () => [draw() * 60 - 40, Math.round(draw() * 10_000) / 100, draw() < 0.7 ? 'web' : 'kiosk'] as const,
    ),
  }));
}

const sumsOf = (metric: string) =>
  db.look<Record<string, unknown>>(
    `select arm, cast(sum(n) as integer) as n, cast(sum(positive) as integer) as positive, sum(sum)::float8 as sum, sum(squares)::float8 as squares,
       sum(before)::float8 as before, sum(products)::float8 as products
     from experiment_sums where metric = ? group by 1 order by 1`,
    [metric],
  );

function expected(people: readonly Person[], of: (person: Person) => readonly [y: number, x: number]) {
  return ['plain', 'ten'].map((arm) => {
    const values = people.filter((person) => person.arm === arm).map(of);
    const add = (each: (value: readonly [number, number]) => number) =>
      values.reduce((sum, value) => sum + each(value), 0);
    return {
      arm,
      n: values.length,
      positive: values.filter(([y]) => y > 0).length,
      sum: expect.closeTo(
        add(([y]) => y),
        6,
      ),
      squares: expect.closeTo(
        add(([y]) => y * y),
        6,
      ),
      before: expect.closeTo(
        add(([, x]) => x),
        6,
      ),
      products: expect.closeTo(
        add(([y, x]) => x * y),
        6,
      ),
    };
  });
}

const money = ({ orders }: Person, from: number, until: number) =>
  Math.min(
    150,
    orders.reduce((sum, [at, total, shop]) => (shop === 'web' && at > from && at <= until ? sum + total : sum), 0),
  );
const number = ({ orders }: Person, from: number, until: number) =>
  orders.filter(([at]) => at > from && at <= until).length;

it('sums are those of the facts: filter, window, cap and the 28 days before; twice is the same', async () => {
  await publishWith({ [id]: declared });
  const people = somePeople(120);
  await store(people);
  await sumExperiments(db.database);
  expect(await sumsOf('primary')).toEqual(expected(people, (each) => [money(each, 0, 7), money(each, -28, 0)]));
  expect(await sumsOf('guardrail-orders')).toEqual(
    expected(people, (each) => [number(each, 0, 3), number(each, -28, 0)]),
  );
  const before = await db.look('select * from experiment_sums order by 1, 2, 3, 4, 5');
  await execute(db.database, 'delete from experiment_progress', []);
  await Promise.all([sumExperiments(db.database), sumExperiments(db.database)]);
  expect(await db.look('select * from experiment_sums order by 1, 2, 3, 4, 5')).toEqual(before);
});

it('a customer counts once the time of the metric is over, and not before', async () => {
  await publishWith({ [id]: declared });
  const ago = (days: number) => Date.now() - days * day;
  const person = (at: number): Person => ({ id: newId(), arm: 'ten', at, orders: [[1, 10, 'web']] });
  await store([person(ago(6)), person(ago(9)), person(ago(10))]);
  await sumExperiments(db.database);
  expect(await sumsOf('primary')).toMatchObject([{ arm: 'ten', n: 2, positive: 2 }]);
  const read = await readExperiment(db.database, 'default', id);
  expect(read?.result.metrics[0]?.arms).toEqual([
    { arm: 'plain', n: 0, mean: 0, running: 0 },
    { arm: 'ten', n: 2, mean: 10, running: 1 },
  ]);
});

it('the goal of the journey counts in the run in which the customer was exposed', async () => {
  await publishWith({});
  const people = somePeople(20);
  await store(people);
  const runs = people.map(({ id: customer, at }, index) => ({
    ...{ id: newId(), event: newId(), customer, isReached: index % 3 === 0 },
    ...{ entered: timestamp(at - 1000), ended: timestamp(at + 2 * day), reached: timestamp(at + 3 * day) },
  }));
  await execute(
    db.database,
    `with new as (select * from jsonb_to_recordset(cast(? as jsonb)) as new (id uuid, event uuid, customer uuid,
       "isReached" boolean, entered timestamptz, ended timestamptz, reached timestamptz)),
     runs as (
       insert into journey_runs (id, workspace, customer_id, journey_id, version, entry_event_id, entry_accepted_at, entered_at, state, last_seq, ended_at)
       select id, 'default', customer, 'win-back', 1, event, entered, entered, '{}', 0, ended from new returning id)
     insert into run_goals (journey_run_id, reached_at, event_id, event_accepted_at, value)
     select id, reached, event, reached, 12.5 from new join runs using (id) where "isReached"`,
    [JSON.stringify(runs)],
  );
  await sumExperiments(db.database);
  const reached = people.filter((_, index) => index % 3 === 0);
  const hits = (arm: string) => reached.filter((person) => person.arm === arm).length;
  const [plain, ten] = await sumsOf('goal');
  expect([plain?.sum, ten?.sum]).toEqual([hits('plain'), hits('ten')]);
  expect((await sumsOf('goal-value')).map(({ sum }) => sum)).toEqual([hits('plain') * 12.5, hits('ten') * 12.5]);
  const outcomes = await db.look(`select 1 from experiment_outcomes where metric = 'goal'`);
  expect(outcomes).toHaveLength(reached.length);
  expect(await db.look('select 1 from experiment_assignments')).toHaveLength(people.length);
});

it('customers who are joined count as one, and those with different arms not at all', async () => {
  await publishWith({ [id]: declared });
  const at = Date.now() - 20 * day;
  const [old, same, other] = [0, 1, 2].map(
    (index): Person => ({
      id: newId(),
      arm: index === 2 ? 'plain' : 'ten',
      at: at + index,
      orders: [[2, 20, 'web']],
    }),
  ) as [Person, Person, Person];
  const further: Person = { ...old, id: newId() };
  await store([old, same, other, further]);
  await sumExperiments(db.database);
  expect(await sumsOf('primary')).toMatchObject([
    { arm: 'plain', n: 1 },
    { arm: 'ten', n: 3, sum: 60 },
  ]);
  const join = async (from: string, into: string) => {
    await execute(db.database, 'update customers set merged_into = ? where id = ?', [into, from]);
    await inTransaction(db.database, (trx) => moveArms(trx, { from, into, keepsFrom: false }));
  };
  await join(same.id, old.id);
  await join(other.id, further.id);
  await sumExperiments(db.database);
  expect(await sumsOf('primary')).toMatchObject([{ arm: 'ten', n: 1, sum: 40 }]);
  const [read] = await readExperiments(db.database, 'default');
  expect(read?.counts).toMatchObject([{ arm: 'ten', exposed: 1, mixed: 1 }]);
});

it('a sum without a cap gets the 99th percentile of the 28 days before, once', async () => {
  const { cap: _, ...primary } = declared.primary;
  const customers = somePeople(150).map((person, index) => ({ ...person, orders: [[0, index + 1, 'web']] as const }));
  await publishWith({});
  await store(customers.map((person) => ({ ...person, at: Date.now() - 5 * day })));
  await execute(db.database, 'delete from experiment_arms', []);
  await publishWith({ [id]: { primary } });
  await execute(db.database, `update experiments set started_at = now()`, []);
  await sumExperiments(db.database);
  expect(await db.look(`select caps from experiments`)).toEqual([{ caps: { primary: 149 } }]);
});

it('publishing keeps what is known: new shares begin the sample ratio again, other metrics the sums', async () => {
  await publishWith({ [id]: declared });
  await store(somePeople(30));
  await sumExperiments(db.database);
  await publishWith({ [id]: declared }, { plain: 200, ten: 800 });
  const [read] = await readExperiments(db.database, 'default');
  expect(read?.experiment).toMatchObject({ shares: { plain: 200, ten: 800 }, control: 'plain', endedAt: null });
  expect(read?.counts.map(({ sinceShares }) => sinceShares)).toEqual([0, 0]);
  expect(await db.look('select 1 from experiment_sums limit 1')).toHaveLength(1);

  const warned = await publishWith({ [id]: { ...declared, plannedSize: 9_000, guardrails: {} }, 'win-back/ofer': {} });
  expect(warned.warnings).toContainEqual(expect.objectContaining({ code: 'no-such-experiment' }));
  expect(await db.look('select 1 from experiment_sums limit 1')).toEqual([]);
  const [changed] = await readExperiments(db.database, 'default');
  expect(changed?.experiment.plannedSize).toBe(5_000); // customers have come already
  expect(changed?.result.isDeclaredLate).toBe(true);

  const without = journey('win-back', { purpose: 'marketing', entry: on(SignedUp) }, flow(wait('rest', '1 day')));
  await publish(db.database, 'default', { journeys: [without], templates: [] });
  expect((await readExperiments(db.database, 'default'))[0]?.experiment.endedAt).not.toBeNull();
});

it('held-out customers are exposed when they enter, as those who are treated, and count by the same goal', async () => {
  const held = journey(
    'held',
    { purpose: 'marketing', entry: on(SignedUp), goal: on(Ordered).within('7 days'), holdout: percent(40) },
    flow(wait('rest', '1 day')),
  );
  await publish(db.database, 'default', { journeys: [held], templates: [] });
  const at = Date.now() - 20 * day;
  const people = Array.from({ length: 60 }, (_, index) => `u${index}`);
  const doing = async (moment: number, name: string, who: readonly string[]) => {
    await setTestClock(db.database, 'default', moment);
    await takeIn(db, ...who.map((userId) => ({ userId, name, timestamp: moment, properties: { total: 5 } })));
  };
  const buyers = people.filter((_, index) => index % 4 === 0);
  await doing(at, 'Signed Up', people);
  await doing(at + 2 * day, 'Order Completed', buyers);
  await doing(at + 9 * day, 'Order Completed', people); // too late
  await setTestClock(db.database, 'default', null);
  await sumExperiments(db.database);
  const [experiment] = await readExperiments(db.database, 'default');
  const drawn = await db.look<{ arm: string; customers: number; bought: number }>(
    `select arm, count(*) as customers, count(*) filter (where i.value = any(cast(? as text[]))) as bought
     from experiment_arms a join identities i on i.customer_id = a.customer_id group by 1 order by 1`,
    [buyers],
  );
  expect(drawn.map(({ arm }) => arm)).toEqual(['held-out', 'treated']);
  expect(experiment?.result.metrics[0]?.arms).toEqual(
    drawn.map(({ arm, customers, bought }) => ({ arm, n: customers, mean: bought / customers, running: 0 })),
  );
  const [control] = drawn;
  expect(control?.customers).toBeGreaterThan(8);
  expect(control?.bought).toBeGreaterThan(0);
});
