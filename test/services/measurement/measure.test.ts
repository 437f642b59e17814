import { newId } from '../../../core/base/id.ts';
import { defineEvent, email, exit, flow, journey, on, send, t, template, wait } from '../../../core/index.ts';
import { journeyMeasures } from '../../../core/journey/measures.ts';
import { measureJourneys } from '../../../services/measurement/measure.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { execute, timestamp } from '../../../store/database/database.ts';
import { readMeasures } from '../../../store/measurement/measures.ts';
import { seeded } from '../../core/statistics/support/streams.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';

const hour = 3_600_000;
const SignedUp = defineEvent('Signed Up', {});
const Ordered = defineEvent('Order Completed', { total: t.number });
const trial = journey(
  'trial',
  { purpose: 'transactional', entry: on(SignedUp), goal: on(Ordered).within('7 days').value(Ordered.total) },
  flow(wait('rest', '1 hour'), send('hello', template('hello'), { via: [email] }), exit('gone', 'done')),
);

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [trial], templates });
});
afterEach(() => db.destroy());

interface Told {
  readonly run: string;
  readonly entered: number;
  readonly stayed: number;
  readonly state: 'accepted' | 'blocked';
  readonly openedAfter: number | undefined;
  readonly isDropped: boolean;
  readonly value: number | undefined;
}

const begin = () => Math.floor(Date.now() / hour) * hour - 50 * hour;

/** Seeded runs over some hours, up to the present one. */
function someRuns(count: number, from: number): Told[] {
  const draw = seeded(9);
  return Array.from({ length: count }, () => ({
    run: newId(),
    entered: from + Math.floor(draw() * 40 * hour),
    stayed: Math.floor(draw() * 2 * hour),
    state: draw() < 0.7 ? 'accepted' : 'blocked',
    openedAfter: draw() < 0.5 ? Math.floor(draw() * 8 * hour) : undefined,
    isDropped: draw() < 0.2,
    value: draw() < 0.4 ? Math.round(draw() * 10_000) / 100 : undefined,
  }));
}

async function store(runs: readonly Told[]) {
  const at = (moment: number) => timestamp(moment);
  const given = runs.map(({ run, entered, stayed, state, openedAfter, isDropped, value }) => {
    const left = entered + stayed;
    return {
      ...{ run, customer: newId(), message: newId(), state: isDropped ? null : state, value: value ?? null },
      ...{ entered: at(entered), left: at(left), path: isDropped ? null : 'next', ended: at(left + 1000) },
      opened: state === 'accepted' && openedAfter !== undefined ? at(left + openedAfter) : null,
    };
  });
  await execute(
    db.database,
    `with new as (select * from jsonb_to_recordset(cast(? as jsonb)) as new (run uuid, customer uuid, message uuid, state text,
       value numeric, entered timestamptz, "left" timestamptz, path text, ended timestamptz, opened timestamptz)),
     customer as (insert into customers (id, workspace, created_at) select customer, 'default', entered from new),
     runs as (
       insert into journey_runs (id, workspace, customer_id, journey_id, version, entry_event_id, entry_accepted_at, entered_at, state, last_seq, ended_at, end_reason)
       select run, 'default', customer, 'trial', 1, run, entered, entered, '{}', 0, ended, case when path is null then 'closed' else 'done' end from new),
     visits as (
       insert into run_visits (journey_run_id, visit, step_id, arrived_at, left_at, path)
       select run, 1, 'rest', entered, "left", path from new),
     goals as (
       insert into run_goals (journey_run_id, reached_at, event_id, event_accepted_at, value)
       select run, "left", run, "left", value from new where value is not null)
     insert into messages (id, origin, journey_run_id, visit, workspace, customer_id, journey_id, step_id, channel, template_id, state, rule,
       created_at, updated_at, accepted_at, opened_at)
     select message, 'run', run, 2, 'default', customer, 'trial', 'hello', 'email', 'hello', state, case when state = 'blocked' then 'consent' end,
       "left", "left", case when state = 'accepted' then "left" end, opened from new where state is not null`,
    [JSON.stringify(given)],
  );
}

const read = async (from: number, until: number) =>
  readMeasures(db.database, { workspace: 'default', journey: 'trial', version: undefined, from, until, by: undefined });
const stored = () =>
  db.look<{ hour: number; what: string }>('select * from measures order by hour, step_id, channel, what, detail');

function expected(runs: readonly Told[], from: number, until: number) {
  const during = (at: number) => at >= from && at < until;
  const left = runs.filter(({ entered, stayed }) => during(entered + stayed));
  const sent = left.filter(({ state, isDropped }) => state === 'accepted' && !isDropped);
  const opened = runs.filter(
    ({ entered, stayed, openedAfter, state, isDropped }) =>
      !isDropped && state === 'accepted' && openedAfter !== undefined && during(entered + stayed + openedAfter),
  );
  const goals = left.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const dropped = left.filter(({ isDropped }) => isDropped).length;
  return {
    entered: runs.filter(({ entered }) => during(entered)).length,
    goals: goals.length,
    money: expect.closeTo(
      goals.reduce((sum, value) => sum + value, 0),
      6,
    ),
    steps: [
      expect.objectContaining({
        step: 'rest',
        left: [{ path: 'next', runs: left.length - dropped }],
        dropped,
        dropOff: dropped / left.length,
      }),
      expect.objectContaining({
        step: 'hello',
        messages: expect.objectContaining({ sent: sent.length, opened: opened.length }),
        blocked: [{ rule: 'consent', messages: left.length - dropped - sent.length }],
      }),
    ],
  };
}

it('hours are those of the facts, whether they are stored or counted live, and twice is the same', async () => {
  const from = begin();
  const runs = someRuns(150, from);
  await store(runs);
  const figures = async (since: number, until: number) => journeyMeasures(await read(since, until), ['rest', 'hello']);
  const all = [from, from + 60 * hour] as const;
  const live = await figures(...all);
  expect(live).toMatchObject(expected(runs, ...all));
  await Promise.all([measureJourneys(db.database), measureJourneys(db.database)]);
  await measureJourneys(db.database);
  expect(await figures(...all)).toEqual(live);
  const some = [from + 7 * hour, from + 20 * hour] as const;
  expect(await figures(...some)).toMatchObject(expected(runs, ...some));
  const before = await stored();
  expect(before.length).toBeGreaterThan(100);
  await execute(db.database, `update measures_progress set until = until - interval '30 hours'`, []);
  await measureJourneys(db.database);
  expect(await stored()).toEqual(before);
});

it('a fact that comes late puts its hour down to be measured again', async () => {
  const from = begin();
  const [run] = someRuns(1, from);
  await store([{ ...(run as Told), state: 'accepted', isDropped: false, openedAfter: undefined, value: undefined }]);
  await measureJourneys(db.database);
  const count = async (what: string) => (await stored()).filter((row) => row.what === what);
  expect(await count('opened')).toEqual([]);
  const opened = from + 30 * hour + 5;
  await execute(db.database, 'update messages set opened_at = ?', [timestamp(opened)]);
  await execute(
    db.database,
    `insert into run_goals (journey_run_id, reached_at, event_id, event_accepted_at) values (?, ?, ?, ?)`,
    [run?.run, timestamp(opened + hour), newId(), timestamp(opened + hour)],
  );
  await measureJourneys(db.database);
  expect(await count('opened')).toMatchObject([{ hour: from + 30 * hour }]);
  expect(await count('goal')).toMatchObject([{ hour: from + 31 * hour }]);
  // An earlier open is found: the hour that said so before loses it.
  await execute(db.database, 'update messages set opened_at = ?', [timestamp(opened - 10 * hour)]);
  await measureJourneys(db.database);
  expect(await count('opened')).toMatchObject([{ hour: from + 20 * hour }]);
  expect(await db.look('select 1 from measures_dirty')).toEqual([]);
});

it('a fact of the present hour is noted by nobody: the hour is measured when it is over', async () => {
  const [run] = someRuns(1, begin());
  await store([{ ...(run as Told), state: 'accepted', isDropped: false, openedAfter: undefined }]);
  await execute(db.database, 'delete from measures_dirty', []);
  await execute(db.database, 'update messages set opened_at = clock_timestamp()', []);
  expect(await db.look('select 1 from measures_dirty')).toEqual([]);
});
