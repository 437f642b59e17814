import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, email, flow, journey, on, send, template, wait, waitFor } from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import {
  type ActOnJourney,
  actOnJourney,
  countHeldRuns,
  findJourneyState,
  listJourneyActs,
  releaseHeldRuns,
} from '../../../store/journeys/journey-states.ts';
import { skipStep } from '../../../store/runs/operate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const workspace = 'default';
const Began = defineEvent('Began', {});
const Bought = defineEvent('Bought', {});
const Replied = defineEvent('Replied', {});
const replied = on(Replied);
const definition = journey(
  'talk',
  {
    purpose: 'transactional',
    entry: on(Began),
    exit: { bought: on(Bought) },
    goal: on(Bought).within('7 days'),
    reentry: 'always',
  },
  flow(
    waitFor('reaction', { replied, timeout: '1 hour' }),
    send('hello', template('hello'), { via: [email] }),
    wait('rest', '3 days'),
  ),
);

interface Row {
  readonly id: string;
  readonly label: string;
  readonly end_reason: string | null;
  readonly is_held: boolean;
  readonly due_at: string | null;
  readonly steps: readonly string[];
}
const look = (userId: string) =>
  db.look<Row>(
    `select run.id, run.label, run.end_reason, held_since is not null as is_held, due_at,
            array(select token ->> 'step' from jsonb_array_elements(state -> 'tokens') token) as steps
     from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ? order by run.id desc`,
    [userId],
  );
async function run(userId: string): Promise<Row> {
  const [found] = await look(userId);
  if (!found) throw new Error('nobody entered');
  return found;
}
const turn = async (userId: string, laterMs = 0) => runTurn(db.database, (await run(userId)).id, Date.now() + laterMs);
const begin = async (userId: string) => {
  await takeIn(db, { userId, properties: { email: `${userId}@example.com` } }, { userId, name: 'Began' });
  if ((await look(userId)).length > 0) await turn(userId);
};
const act = (name: ActOnJourney['act'], more: Partial<ActOnJourney> = {}) =>
  actOnJourney(db.database, { workspace, journeyId: 'talk', act: name, reason: 'why', by: 'ann', ...more });
const HOUR = 3_600_000;

it('while a journey is paused, exits and goals act, nothing else goes on, and what came due is released', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  for (const userId of ['timed', 'buyer', 'replier', 'waiting']) await begin(userId);
  expect(await act('resume')).toBe('not-paused');
  expect(await act('pause', { reason: 'the shop is down' })).toBe('done');
  expect(await findJourneyState(db.database, workspace, 'talk')).toMatchObject({
    ...{ state: 'paused', entries: 'keep', reason: 'the shop is down', by: 'ann' },
  });
  // Its time is up; it replied; it bought; a new one enters and waits.
  const due = await turn('timed', 2 * HOUR);
  expect(due).toMatchObject({ finished: false, openJobs: [] });
  expect(due.wakeAt).toBeUndefined();
  await takeIn(db, { userId: 'replier', name: 'Replied' }, { userId: 'buyer', name: 'Bought' });
  expect(await turn('replier')).toMatchObject({ openJobs: [] });
  expect(await turn('buyer')).toMatchObject({ finished: true });
  await begin('late');
  expect((await run('buyer')).end_reason).toBe('bought');
  expect(await db.look('select 1 from run_goals')).toHaveLength(1);
  for (const userId of ['replier', 'late'])
    expect(await run(userId)).toMatchObject({ steps: ['reaction'], is_held: true, due_at: null });
  expect(await run('timed')).toMatchObject({ steps: ['reaction'] });
  expect(await run('waiting')).toMatchObject({ is_held: false });
  expect(await db.look('select 1 from messages')).toEqual([]);
  expect(await releaseHeldRuns(db.database)).toBeUndefined();

  await db.look('delete from outbox returning 1');
  expect(await act('resume', { perMinute: 60 })).toBe('done');
  const held = await countHeldRuns(db.database, workspace, 'talk');
  expect(await releaseHeldRuns(db.database)).toBe(1);
  expect(await releaseHeldRuns(db.database)).toBeUndefined(); // not for a second
  for (let more = 1; more < held; more += 1) {
    await db.look(`update journey_states set next_at = now() - interval '1 second' returning 1`);
    expect(await releaseHeldRuns(db.database)).toBe(1);
  }
  expect(await countHeldRuns(db.database, workspace, 'talk')).toBe(0);
  expect(await db.look('select lane from outbox')).toEqual(Array.from({ length: held }, () => ({ lane: 1 })));
  // It looks back and finds the answer that came during the pause.
  expect(await turn('replier')).toMatchObject({ openJobs: [{ activity: 'deliver' }] });
  await turn('late');
  expect(await run('late')).toMatchObject({ steps: ['reaction'], is_held: false });
  await db.look(
    `update journey_states set next_at = now() - interval '1 second', since = now() - interval '2 minutes' returning 1`,
  );
  expect(await releaseHeldRuns(db.database)).toBe(0);
  expect(await findJourneyState(db.database, workspace, 'talk')).toBeUndefined();
  expect((await listJourneyActs(db.database, workspace, 'talk')).map((each) => each.act)).toEqual(['resume', 'pause']);
});

it('a message that was requested before the pause waits, and runs that waited too long exit', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  await begin('ann');
  await takeIn(db, { userId: 'ann', name: 'Replied' });
  expect((await turn('ann')).openJobs).toHaveLength(1);
  await act('pause');
  expect((await turn('ann')).openJobs).toEqual([]);
  await db.look(`update journey_runs set held_since = now() - interval '10 days' returning 1`);
  await act('resume', { dropOlderThanMs: 7 * 24 * HOUR });
  expect(await releaseHeldRuns(db.database)).toBe(1);
  expect(await turn('ann')).toMatchObject({ finished: true });
  expect((await run('ann')).end_reason).toBe('too-old-after-pause');
});

it('a drain after a pause lets those inside finish: what was held is released', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  await begin('ann');
  await act('pause');
  await takeIn(db, { userId: 'ann', name: 'Replied' });
  await turn('ann');
  await act('drain');
  expect(await releaseHeldRuns(db.database)).toBe(1);
  expect(await releaseHeldRuns(db.database)).toBeUndefined();
  expect(await turn('ann')).toMatchObject({ openJobs: [{ activity: 'deliver' }] });
  expect(await act('resume')).toBe('done');
  expect(await findJourneyState(db.database, workspace, 'talk')).toMatchObject({ state: 'resuming' });
});

it('entries are dropped by a pause that says so, by a drain and by unpublishing; publishing reopens', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  expect(await act('pause', { journeyId: 'none' })).toBe('gone');
  await act('pause', { entries: 'drop' });
  await begin('a');
  await act('drain');
  await begin('b');
  expect(await act('resume')).toBe('done');
  await begin('c');
  expect(await act('unpublish')).toBe('done');
  expect(await act('unpublish')).toBe('not-live');
  await begin('d');
  await publish(db.database, workspace, { journeys: [definition], templates });
  await begin('e');
  const entered = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (each) => (await look(each)).length));
  expect(entered).toEqual([0, 0, 1, 0, 1]);
  expect(await turn('c', 2 * HOUR)).toMatchObject({ openJobs: [{ activity: 'deliver' }] }); // those inside finish
});

it('an operator takes a run on from a step by one of its ways out', async () => {
  await publish(db.database, workspace, { journeys: [definition], templates });
  await begin('ann');
  const { id } = await run('ann');
  const skip = (step: string, path: string) => skipStep(db.database, { workspace, id, step, path, reason: 'asked' });
  expect(await skip('reaction', 'replied')).toBe('done');
  await turn('ann');
  expect(await run('ann')).toMatchObject({ steps: ['hello'] });
  await skip('hello', 'next');
  expect((await turn('ann')).openJobs).toEqual([]);
  expect(await run('ann')).toMatchObject({ steps: ['rest'] });
  expect(await db.look('select state, rule from messages')).toEqual([{ state: 'blocked', rule: 'run-left' }]);
  await skip('nowhere', 'next');
  await turn('ann');
  await skip('rest', 'next');
  expect(await turn('ann')).toMatchObject({ finished: true });
  expect(await skip('rest', 'next')).toBe('ended');
});
