import fc from 'fast-check';
import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { defineEvent, flow, journey, on, t, wait } from '../../../core/index.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { inTransaction, rows } from '../../../store/database/database.ts';
import { insertArms } from '../../../store/experiments/arms.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { orders, templates, welcome } from '../../support/journeys.ts';
import { byTier } from '../../support/tier.ts';

const LeadFound = defineEvent('Lead Found', {});
const OrderCompleted = defineEvent('Order Completed', { total: t.number });
const bought = on(OrderCompleted).within('7 days').value(OrderCompleted.total);
const withGoal = (id: string, endsRun: boolean) =>
  journey(
    id,
    { purpose: 'transactional', entry: on(LeadFound), goal: endsRun ? bought.endsRun() : bought },
    flow(wait('rest', '1 day')),
  );

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [welcome(), orders], templates });
});
afterEach(() => db.destroy());

/** Intake processes of their own: each has its memory of journeys. */
const processes = Array.from({ length: 3 }, () => createPublishedJourneys());
const accept = (events: readonly IncomingEvent[], process = 0) =>
  acceptBatch(
    { database: db.database, publishedJourneys: processes[process] ?? createPublishedJourneys() },
    'default',
    events,
  );

const call = (more: Partial<IncomingEvent>): IncomingEvent => ({
  type: 'track',
  name: 'Seen',
  messageId: newId(),
  userId: undefined,
  anonymousId: undefined,
  properties: {},
  context: {},
  timestamp: Date.now(),
  ...more,
});
const identify = (properties: IncomingEvent['properties'], more: Partial<IncomingEvent>) =>
  call({ type: 'identify', name: 'identify', properties, ...more });
const alias = (previousId: string, userId: string) => call({ type: 'alias', name: 'alias', previousId, userId });

const runs = () =>
  db.look<{
    id: string;
    customer_id: string;
    superseded_at: number | null;
    end_reason: string | null;
    last_seq: number;
  }>('select * from journey_runs order by entered_at, id');
const customers = () => db.look<{ id: string; merged_into: string | null }>('select * from customers order by id');

describe('runs of two customers who are one', () => {
  it('of the same journey and key: the older goes on, the younger exits as superseded', async () => {
    await accept([call({ name: 'Signed Up', anonymousId: 'd' })]);
    await accept([call({ name: 'Signed Up', userId: 'u' })]);
    await accept([alias('d', 'u')]);
    const [older, younger] = await runs();
    expect(older).toMatchObject({ superseded_at: null, customer_id: younger?.customer_id });
    expect(younger?.superseded_at).not.toBeNull();
    expect(await db.look('select kind from run_inputs where journey_run_id = ? order by seq', [younger?.id])).toEqual([
      { kind: 'entry' },
      { kind: 'superseded' },
    ]);
    await runTurn(db.database, younger?.id as string, Date.now());
    await runTurn(db.database, older?.id as string, Date.now());
    expect((await runs()).map(({ end_reason }) => end_reason)).toEqual([null, 'superseded']);
    expect(await accept([call({ name: 'Signed Up', userId: 'u' })])).toMatchObject([{ entered: 0 }]);
  });

  it('of different keys all go on, of the same key the older', async () => {
    const order = (id: string, who: Partial<IncomingEvent>) =>
      call({ name: 'Ordered', properties: { order: id }, ...who });
    await accept([order('o1', { anonymousId: 'd' }), order('o2', { userId: 'u' }), order('o1', { userId: 'u' })]);
    await accept([alias('d', 'u')]);
    const all = await runs();
    expect(all.filter(({ superseded_at }) => superseded_at === null)).toHaveLength(2);
    expect(all).toHaveLength(3);
    expect(new Set(all.map(({ customer_id }) => customer_id)).size).toBe(1);
  });

  it('get the exit events that the other customer did since their entry, and none from before', async () => {
    const now = Date.now();
    await accept([call({ name: 'Account Closed', anonymousId: 'early', timestamp: now - 10_000 })]);
    await accept([call({ name: 'Signed Up', userId: 'u', timestamp: now })]);
    await accept([call({ name: 'Account Closed', anonymousId: 'late', timestamp: now + 10 })]);
    await accept([alias('early', 'u')]);
    const [run] = await runs();
    await runTurn(db.database, run?.id as string, Date.now());
    expect((await runs())[0]).toMatchObject({ end_reason: null });
    await accept([alias('late', 'u')]);
    await runTurn(db.database, run?.id as string, Date.now());
    expect((await runs())[0]?.end_reason).not.toBeNull();
  });

  it('reach the goal by what the other customer did since their entry, also after the run has ended', async () => {
    const now = Date.now();
    const buys = (total: number, who: Partial<IncomingEvent>, at = now) =>
      call({ name: 'Order Completed', properties: { total }, timestamp: at, ...who });
    await publish(db.database, 'default', { journeys: [withGoal('counts', false), withGoal('ends', true)], templates });
    await accept([buys(1, { anonymousId: 'd' }, now - 60_000), call({ name: 'Lead Found', userId: 'u' })]);
    await accept([buys(2, { anonymousId: 'd' }, now + 10)]);
    await accept([buys(3, { anonymousId: 'd' }, now + 20)]);
    await db.look(
      `update journey_runs set ended_at = now(), end_reason = 'completed' where journey_id = 'counts' returning 1`,
    );
    await accept([alias('d', 'u')]);
    const goals =
      await db.look(`select run.journey_id as journey, goal.value::float8 as value, event.properties->'total' as total,
        goal.reached_at = event.accepted_at as "atTheEvent", run.goal_until is null as "isOver"
      from run_goals goal join journey_runs run on run.id = goal.journey_run_id join events event on event.id = goal.event_id order by 1`);
    const second = { value: 2, total: 2, atTheEvent: true, isOver: true };
    expect(goals).toEqual([
      { journey: 'counts', ...second },
      { journey: 'ends', ...second },
    ]);
    const [open] = await db.look<{ id: string }>(`select id from journey_runs where journey_id = 'ends'`);
    await runTurn(db.database, open?.id as string, Date.now());
    expect(await db.look(`select end_reason from journey_runs where journey_id = 'ends'`)).toEqual([
      { end_reason: 'goal-reached' },
    ]);
    await accept([buys(4, { userId: 'u' }, now + 30)]);
    expect(await db.look(`select count(*)::int as goals from run_goals`)).toEqual([{ goals: 2 }]);
  });

  it('contradict no entry by a re-entry: what the other has ended counts as ended', async () => {
    await accept([call({ name: 'Signed Up', anonymousId: 'd' })]);
    await db.look(`update journey_runs set ended_at = now(), end_reason = 'completed' returning 1`);
    await accept([call({ userId: 'u' }), alias('d', 'u')]);
    expect(await accept([call({ name: 'Signed Up', userId: 'u' })])).toMatchObject([{ entered: 0 }]);
  });
});

it('a chain of merges leads to the living customer in one step, and their events contradict late entries', async () => {
  await accept([call({ name: 'Account Closed', userId: 'a' })]);
  await accept([identify({}, { userId: 'b' }), alias('a', 'b')]);
  await accept([identify({}, { userId: 'c' }), alias('b', 'c')]);
  const all = await customers();
  const living = all.filter(({ merged_into }) => merged_into === null);
  expect(living).toHaveLength(1);
  for (const { merged_into } of all) if (merged_into !== null) expect(merged_into).toBe(living[0]?.id);
  const late = call({ name: 'Signed Up', userId: 'c', timestamp: Date.now() - 3_600_000 });
  expect(await accept([late])).toMatchObject([{ entered: 0 }]);
});

it('two batches that lead to one customer by different identities do not give them two userIds', async () => {
  const loyalty = [{ kind: 'loyalty', value: 'l' }];
  await accept([call({ anonymousId: 'd', identities: loyalty })]);
  const other = await db.database.begin();
  await rows(other, 'select id from customers for update');
  const both = [call({ userId: 'u', anonymousId: 'd' }), call({ userId: 'v', identities: loyalty })].map(
    (each, process) => accept([each], process),
  );
  await new Promise((resolve) => setTimeout(resolve, 300)); // both have tied their userId and wait for the customer
  await other.rollback();
  await Promise.all(both);
  const owners = await db.look(
    `select customer_id from identities where kind = 'user_id' group by 1 having count(*) > 1`,
  );
  expect(owners).toEqual([]);
});

/** A step of somebody: what is sent, and through which process. */
const step = fc.record({
  kind: fc.constantFrom('identify', 'alias', 'track', 'enter', 'both', 'loyalty', 'turns'),
  user: fc.nat(3),
  device: fc.nat(4),
  previous: fc.nat(3),
  process: fc.nat(2),
});
type Step = ReturnType<typeof step.generate>['value'];

function callsOf({ kind, user, device, previous }: Step, number: number): IncomingEvent[] {
  const [userId, anonymousId] = [`u${user}`, `d${device}`];
  switch (kind) {
    case 'identify':
      return [identify({ [`t${number}`]: number }, { userId })];
    case 'both':
      return [identify({ [`t${number}`]: number }, { userId, anonymousId })];
    case 'alias':
      return [alias(number % 2 === 0 ? `u${previous}` : anonymousId, userId)];
    case 'loyalty':
      return [call({ userId, identities: [{ kind: 'loyalty', value: `l${previous}` }] })];
    case 'enter':
      return [call({ name: 'Signed Up', anonymousId }), call({ name: 'Project Created', userId })];
    default:
      return [call({ anonymousId }), call({ userId, anonymousId: `d${previous}` })];
  }
}

async function takeTurns(): Promise<void> {
  const due = await db.look<{ id: string }>('select journey_run_id as id from outbox');
  for (const { id } of due) await runTurn(db.database, id, Date.now());
}

it('under concurrency no call fails, no trait and no input is lost, and identities lead to living customers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      await db.look(
        'with a as (delete from outbox), b as (delete from merges), c as (delete from identities) select 1 as done',
      );
      const queues = processes.map((_, process) => steps.filter((each) => each.process === process));
      await Promise.all(
        queues.map(async (queue, process) => {
          for (const [index, each] of queue.entries()) {
            if (each.kind === 'turns') await takeTurns();
            else await accept(callsOf(each, process * 1_000 + index), process);
          }
        }),
      );
      await expectWhole(
        queues.flatMap((queue, process) =>
          queue.flatMap(({ kind, user }, index) =>
            kind === 'identify' || kind === 'both' ? [{ user: `u${user}`, trait: `t${process * 1_000 + index}` }] : [],
          ),
        ),
      );
    }),
    { seed: 7, numRuns: byTier(12, 120) },
  );
}, 600_000);

async function expectWhole(said: readonly { user: string; trait: string }[]): Promise<void> {
  const dead = await db.look(
    'select i.kind, i.value from identities i join customers c on c.id = i.customer_id where c.merged_into is not null',
  );
  expect(dead).toEqual([]);
  const chains = await db.look(
    'select a.id from customers a join customers b on b.id = a.merged_into where b.merged_into is not null',
  );
  expect(chains).toEqual([]);
  const moved = await db.look(
    'select r.id from journey_runs r join customers c on c.id = r.customer_id where c.merged_into is not null',
  );
  expect(moved).toEqual([]);
  const lost = await db.look(
    `select r.id from journey_runs r
     where r.last_seq <> (select count(*) from run_inputs i where i.journey_run_id = r.id)
        or r.superseded_at is not null and not exists (
          select 1 from run_inputs i where i.journey_run_id = r.id and i.kind = 'superseded')`,
  );
  expect(lost).toEqual([]);
  const traits = new Map(
    (
      await db.look<{ value: string; traits: Record<string, number> }>(
        `select i.value, c.traits from identities i join customers c on c.id = i.customer_id where i.kind = 'user_id'`,
      )
    ).map((each) => [each.value, each.traits]),
  );
  for (const { user, trait } of said) expect(traits.get(user)).toHaveProperty(trait);
  await takeTurns();
  const open = await db.look('select id from journey_runs where superseded_at is not null and ended_at is null');
  expect(open).toEqual([]);
}

describe('arms of experiments', () => {
  it("of two who are one: the older customer's stays, and a pair of different arms is marked", async () => {
    await accept([identify({}, { anonymousId: 'd' })]);
    await accept([identify({}, { userId: 'u' })]);
    const [older, younger] = await customers();
    const arm = (customerId: string | undefined, experiment: string, name: string) => ({
      customerId: customerId as string,
      experiment,
      arm: name,
    });
    const drawn = [
      arm(older?.id, 'j/offer', 'plain'),
      arm(younger?.id, 'j/offer', 'coupon'),
      arm(older?.id, 'j/same', 'a'),
      arm(younger?.id, 'j/same', 'a'),
      arm(older?.id, 'j/one', 'x'),
      arm(younger?.id, 'j/other', 'y'),
    ];
    await inTransaction(db.database, (trx) => insertArms(trx, { workspace: 'default', at: 0, arms: drawn }));
    await accept([alias('d', 'u')]);
    expect(
      await db.look(
        `select experiment, arm, is_mixed from experiment_arms a join customers c on c.id = a.customer_id
         where c.merged_into is null order by experiment`,
      ),
    ).toEqual([
      { experiment: 'j/offer', arm: 'plain', is_mixed: true },
      { experiment: 'j/one', arm: 'x', is_mixed: false },
      { experiment: 'j/other', arm: 'y', is_mixed: false },
      { experiment: 'j/same', arm: 'a', is_mixed: false },
    ]);
    expect(await db.look('select count(*)::int as rows from experiment_arms')).toEqual([{ rows: 4 }]);
  });
});
