import { runTurn } from '../../../activities/run-turn.ts';
import {
  byApi,
  defineEvent,
  entryOf,
  flow,
  handOff,
  journey,
  on,
  percent,
  startJourney,
  t,
  wait,
} from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const Started = defineEvent('Started', { plan: t.text });
const begun = entryOf(Started);
const runs = () =>
  db.look<{ id: string; journey_id: string; books: string | null; end_reason: string | null }>(
    'select id, journey_id, books, end_reason from journey_runs order by id',
  );
const rest = flow(wait('rest', '1 day'));

describe('a journey that another one starts', () => {
  const from = journey(
    'first',
    { purpose: 'transactional', entry: on(Started) },
    flow(startJourney('hand-over', 'second', { data: { plan: begun.plan }, refused: flow(wait('alone', '1 day')) })),
  );
  const second = (more: object = {}) =>
    journey('second', { purpose: 'transactional', entry: handOff({ plan: t.text }), ...more }, rest);

  it('has the payload as its entry, and the run that started it goes on', async () => {
    await publish(db.database, 'default', { journeys: [from, second()], templates: [] });
    await takeIn(db, { name: 'Started', properties: { plan: 'team' } });
    const [first] = await runs();
    await runTurn(db.database, first?.id as string, Date.now());
    expect(await runs()).toMatchObject([{ end_reason: 'completed' }, { journey_id: 'second', end_reason: null }]);
    expect(await db.look(`select type, properties, depth from events where name = 'Entered from Journey'`)).toEqual([
      { type: 'entry', properties: { plan: 'team' }, depth: 1 },
    ]);
  });

  it('is waited for where the step says so, and tells why it ended; not where the customer is held out of it', async () => {
    const waiting = journey(
      'first',
      { purpose: 'transactional', entry: on(Started) },
      flow(startJourney('hand-over', 'second', { data: { plan: begun.plan }, wait: true })),
    );
    await publish(db.database, 'default', { journeys: [waiting, second()], templates: [] });
    await takeIn(db, { name: 'Started', properties: { plan: 'team' } });
    const [first] = await runs();
    await runTurn(db.database, first?.id as string, Date.now());
    const [, started] = await runs();
    await runTurn(db.database, started?.id as string, Date.now());
    expect(await runs()).toMatchObject([{ end_reason: null }, { end_reason: null }]);
    await db.look(`delete from outbox returning 1`);
    await runTurn(db.database, started?.id as string, Date.now() + 2 * 86_400_000);
    expect(await db.look('select journey_run_id as id from outbox')).toEqual([{ id: first?.id }]);
    await runTurn(db.database, first?.id as string, Date.now());
    expect(await runs()).toMatchObject([{ end_reason: 'completed' }, { end_reason: 'completed' }]);
    expect(await db.look(`select body ->> 'reason' as reason from run_inputs where kind = 'journey-ended'`)).toEqual([
      { reason: 'completed' },
    ]);

    await publish(db.database, 'default', { journeys: [second({ holdout: percent(50) })], templates: [] });
    for (let person = 0; person < 40; person += 1)
      await takeIn(db, { userId: `p${person}`, name: 'Started', properties: { plan: 'team' } });
    const open = (await runs()).filter(({ journey_id, end_reason }) => journey_id === 'first' && end_reason === null);
    for (const { id } of open) await runTurn(db.database, id, Date.now());
    const after = await runs();
    const heldOut = after.filter(({ journey_id, books }) => journey_id === 'second' && books !== null);
    const gone = after.filter((run) => open.some(({ id }) => id === run.id) && run.end_reason === 'completed');
    expect(open).toHaveLength(40);
    expect(heldOut.length).toBeGreaterThan(0);
    expect(gone).toHaveLength(heldOut.length);
  });

  it('that does not let the customer in leaves by "refused", with the reason', async () => {
    await publish(db.database, 'default', { journeys: [from, second()], templates: [] });
    await takeIn(db, { name: 'Started', properties: {} }); // the payload lacks the plan
    const [first] = await runs();
    await runTurn(db.database, first?.id as string, Date.now());
    expect(await runs()).toMatchObject([{ journey_id: 'first', end_reason: null }]);
    expect(
      await db.look(`select body -> 'outcome' ->> 'rule' as rule from run_inputs where kind = 'job-settled'`),
    ).toEqual([{ rule: 'data' }]);
  });
});

describe('the global control', () => {
  it('enters marketing journeys in the books only, and stays so', async () => {
    const marketing = (id: string) => journey(id, { purpose: 'marketing', entry: byApi(), reentry: 'always' }, rest);
    const other = journey('other', { purpose: 'transactional', entry: byApi() }, rest);
    const held = journey('held', { purpose: 'transactional', entry: byApi(), holdout: percent(50) }, rest);
    const workspace = { globalControl: { perMille: 500 } };
    await publish(db.database, 'default', {
      journeys: [marketing('one'), marketing('two'), other, held],
      templates: [],
      workspace,
    });
    const enters = (userId: string, id: string) =>
      ({ userId, type: 'entry', name: 'Entered by API', enters: { journey: id, by: 'api' } }) as const;
    const people = Array.from({ length: 40 }, (_, index) => `u${index}`);
    await takeIn(db, ...people.flatMap((who) => ['one', 'two', 'other', 'held'].map((id) => enters(who, id))));
    const counted = await db.look<{ journey: string; books: string | null; runs: number }>(
      `select journey_id as journey, books, count(*)::int as runs from journey_runs group by 1, 2 order by 1, 2`,
    );
    const of = (id: string, books: string | null) =>
      counted.find((each) => each.journey === id && each.books === books)?.runs ?? 0;
    expect(of('one', 'global-control')).toBe(of('two', 'global-control'));
    expect(of('one', 'global-control')).toBeGreaterThan(5);
    expect(of('one', null)).toBeGreaterThan(5);
    expect(of('other', null)).toBe(40);
    expect(of('held', 'holdout')).toBeGreaterThan(5);
    const mixed = await db.look(
      `select customer_id from journey_runs where journey_id in ('one', 'two') group by 1 having count(distinct coalesce(books, '')) > 1`,
    );
    expect(mixed).toEqual([]);
    expect(await db.look('select count(*)::int as arms from experiment_arms')).toEqual([{ arms: 80 }]);
    for (const { id } of (await runs()).filter(({ books }) => books !== null))
      await runTurn(db.database, id, Date.now());
    const ended = (await runs()).filter(({ books }) => books !== null).map(({ end_reason }) => end_reason);
    expect(new Set(ended)).toEqual(new Set(['completed'])); // nothing can come of them: no exit, no goal
    expect(await db.look('select count(*)::int as visits from run_visits')).toEqual([{ visits: 0 }]);
  });
});
