import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, email, flow, journey, on, send, template, wait } from '../../../core/index.ts';
import { composeRun } from '../../../core/journey/run-timeline/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { letQueuesIn } from '../../../services/waves/let-queues-in.ts';
import { countQueued } from '../../../store/journeys/entry-queues.ts';
import { actOnJourney, countHeldRuns } from '../../../store/journeys/journey-states.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
  await at('2026-03-01T12:00:00Z');
});
afterEach(() => db.destroy());

const workspace = 'default';
const at = (iso: string) => db.look(`update workspaces set clock_stopped_at = '${iso}' returning 1`);
const [Started, Left] = [defineEvent('Started', {}), defineEvent('Left', {})];
type Caps = NonNullable<Parameters<typeof journey>[1]['entryCaps']>;
const queueing = (caps: Caps = { perHour: 2, over: 'queue' }, more: object = {}) =>
  journey(
    'slow',
    { purpose: 'transactional', entry: on(Started), exit: { left: on(Left) }, entryCaps: caps, ...more },
    flow(wait('rest', '1 hour'), send('hello', template('hello'), { via: [email] })),
  );
const publishIt = (definition = queueing()) => publish(db.database, workspace, { journeys: [definition], templates });
const start = async (...users: string[]) => {
  const [clock] = await db.look<{ now: number }>(`select clock_stopped_at as now from workspaces`);
  await takeIn(db, ...users.map((userId) => ({ userId, name: 'Started', timestamp: clock?.now ?? 0 })));
};
const letIn = () => letQueuesIn(db.database, new AbortController().signal);
const runsBy = (condition: string) =>
  db
    .look<{ name: string }>(
      `select (select min(value) from identities where customer_id = r.customer_id) as name from journey_runs r where ${condition} order by r.id`,
    )
    .then((found) => found.map(({ name }) => name));
const inside = () => runsBy('queued_at is null and ended_at is null');
const waiting = () => runsBy('queued_at is not null and ended_at is null');
const takeTurns = async () => {
  for (const { id } of await db.look<{ id: string }>('select id from journey_runs where ended_at is null order by id'))
    await runTurn(db.database, id, Date.now());
};
const ended = () =>
  db.look<{ reason: string; runs: number }>(
    `select end_reason as reason, cast(count(*) as integer) as runs from journey_runs where ended_at is not null group by 1 order by 1`,
  );

it('those beyond the cap wait and enter in their order, at the rate of the cap, and nobody overtakes', async () => {
  await publishIt();
  await start('a', 'b', 'c', 'd', 'e');
  expect({ inside: await inside(), waiting: await waiting() }).toEqual({
    inside: ['a', 'b'],
    waiting: ['c', 'd', 'e'],
  });
  expect(await countQueued(db.database, workspace, 'slow')).toBe(3);
  expect(await letIn()).toBe(0);
  await at('2026-03-01T13:00:00Z');
  await start('f'); // there is room, and others wait for it
  expect(await waiting()).toEqual(['c', 'd', 'e', 'f']);
  // Two workers at once let in no more than one.
  expect((await Promise.all([letIn(), letIn(), letIn()])).reduce((sum, each) => sum + each)).toBe(2);
  expect(await inside()).toEqual(['a', 'b', 'c', 'd']);
  await at('2026-03-01T14:30:00Z');
  expect(await letIn()).toBe(2);
  expect(await waiting()).toEqual([]);
  await start('g');
  expect(await waiting()).toEqual(['g']); // e and f have taken this hour's room
});

it('a run that waits takes no step, says so, and begins its first wait when it is let in', async () => {
  await publishIt(queueing({ perHour: 1, over: 'queue' }));
  await start('a', 'b');
  await takeTurns();
  const [waits] = await db.look<{ id: string; due: string | null }>(
    `select id, due_at as due from journey_runs where queued_at is not null`,
  );
  expect(waits?.due).toBeNull(); // nothing is due, and the sweeper leaves it alone
  expect(await countHeldRuns(db.database, workspace, 'slow')).toBe(0);
  const view = async () => {
    const found = await findRunView(db.database, workspace, waits?.id ?? '');
    if (!found) throw new Error('the run is gone');
    const [clock] = await db.look<{ now: number }>(`select clock_stopped_at as now from workspaces`);
    return composeRun(found.run, found.definition, clock?.now ?? 0);
  };
  expect((await view()).next).toEqual([
    { visit: null, text: 'it waits for room: its journey lets in only so many', until: null },
  ]);
  await at('2026-03-01T15:10:00Z');
  await letIn();
  await takeTurns();
  expect((await view()).timeline.map(({ text }) => text)).toContain('there was room for it: it went on');
  expect((await view()).next).toMatchObject([{ until: Date.parse('2026-03-01T16:10:00Z') }]);
});

it('exits act while a run waits, and its place goes to the next one', async () => {
  await publishIt();
  await start('a', 'b', 'c', 'd');
  await takeTurns();
  await takeIn(db, { userId: 'c', name: 'Left', messageId: 'left', timestamp: Date.parse('2026-03-01T12:00:00Z') });
  await takeTurns();
  expect(await ended()).toEqual([{ reason: 'left', runs: 1 }]);
  await at('2026-03-01T13:00:00Z');
  await letIn();
  expect(await inside()).toEqual(['a', 'b', 'd']);
});

it('those who waited too long, can never enter, or whose journey closed, exit', async () => {
  await publishIt(queueing({ perHour: 1, ever: 3, over: 'queue', waitAtMost: 'PT90M' }));
  await start('a', 'b', 'c', 'd');
  await at('2026-03-01T13:00:00Z');
  expect(await letIn()).toBe(1); // b
  await at('2026-03-01T13:40:00Z');
  await start('e', 'f');
  await letIn();
  await takeTurns();
  expect(await ended()).toEqual([{ reason: 'entry-cap', runs: 2 }]); // c and d waited 100 minutes
  await at('2026-03-01T14:00:00Z');
  expect(await letIn()).toBe(1); // e, the third: now nobody enters any more
  await letIn();
  await takeTurns();
  expect(await ended()).toEqual([{ reason: 'entry-cap', runs: 3 }]);
  await start('g');
  expect(await waiting()).toEqual([]);
});

it.each(['drain', 'unpublish'] as const)('a %s lets those who wait go, and a pause keeps them', async (act) => {
  await publishIt();
  await start('a', 'b', 'c');
  const doIt = (name: 'pause' | 'resume' | typeof act) =>
    actOnJourney(db.database, { workspace, journeyId: 'slow', act: name, reason: 'why', by: 'ann' });
  await doIt('pause');
  await at('2026-03-01T13:00:00Z');
  expect(await letIn()).toBe(0);
  expect(await waiting()).toEqual(['c']);
  await doIt('resume');
  await doIt(act);
  await letIn();
  await takeTurns();
  expect(await ended()).toEqual([{ reason: 'entry-closed', runs: 1 }]);
});

it('observed runs wait apart, and count apart', async () => {
  await publishIt();
  await start('a', 'b', 'c', 'd');
  const act = (name: 'observe' | 'go-live') =>
    actOnJourney(db.database, { workspace, journeyId: 'slow', act: name, reason: 'try', by: 'ann' });
  await act('observe');
  await start('x', 'y', 'z');
  expect(await waiting()).toEqual(['c', 'd', 'z']);
  await at('2026-03-01T13:00:00Z');
  expect(await letIn()).toBe(3);
  expect(await waiting()).toEqual([]);
});
