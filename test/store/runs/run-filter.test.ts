import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { publish } from '../../../services/publishing/publish.ts';
import type { RunFilter } from '../../../store/runs/run-filter.ts';
import { countRuns, listRuns } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

/**
 * Four runs of the journey welcome: "new" waits at its first step; "mailed" waits for a project after its mail was
 * accepted; "blocked" waits there too, its mail blocked by consent; "gone" left that wait by its timeout and ended.
 * "stuck" is at the first step of version 2 by a wrong password.
 */
let db: TestDatabase;
const runs = new Map<string, string>();

beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [welcome()], templates });
  for (const userId of ['new', 'mailed', 'blocked', 'gone']) await enter(userId);
  await publish(db.database, 'default', { journeys: [welcome({ settle: '2 seconds' })], templates });
  await enter('stuck');
  const later = Date.now() + 5_000;
  for (const userId of ['mailed', 'blocked', 'gone']) {
    await runTurn(db.database, idOf(userId), later);
    const [state, rule] = userId === 'blocked' ? ['blocked', 'consent'] : ['accepted', null];
    await db.look(`update messages set state = ?, rule = ? where journey_run_id = ? returning 1`, [
      state,
      rule,
      idOf(userId),
    ]);
    await settle(idOf(userId), state as string);
    await runTurn(db.database, idOf(userId), later);
  }
  await runTurn(db.database, idOf('gone'), later + 2 * 3_600_000);
  await db.look(`update messages set state = 'accepted' where journey_run_id = ? returning 1`, [idOf('gone')]);
  await settle(idOf('gone'), 'accepted', 4);
  await runTurn(db.database, idOf('gone'), later + 2 * 3_600_000);
  const [failure] = await db.look<{ id: string }>(
    `insert into failures (id, class, code, message) values (?, 'PermanentFailure', 'smtp-535', 'no') returning id`,
    [newId()],
  );
  await db.look(`update journey_runs set stuck_at = now(), stuck_error_id = ? where id = ? returning 1`, [
    failure?.id,
    idOf('stuck'),
  ]);
});
afterAll(() => db.destroy());

const idOf = (userId: string) => runs.get(userId) as string;

async function enter(userId: string): Promise<void> {
  await takeIn(db, { userId, properties: { email: `${userId}@example.com` } }, { userId, name: 'Signed Up' });
  const [run] = await db.look<{ id: string }>(
    `select run.id from journey_runs run join identities i on i.customer_id = run.customer_id where i.value = ?`,
    [userId],
  );
  runs.set(userId, run?.id as string);
  await runTurn(db.database, idOf(userId), Date.now());
}

/** What the provider, or a rule, came to. */
async function settle(run: string, result: string, visit = 2): Promise<void> {
  await db.look(
    `with moved as (update journey_runs set last_seq = last_seq + 1 where id = ? returning id, last_seq)
     insert into run_inputs (journey_run_id, seq, kind, body, accepted_at)
     select id, last_seq, 'job-settled', cast(? as jsonb), now() from moved returning 1`,
    [run, JSON.stringify({ v: 1, visit, outcome: { result } })],
  );
}

const hourAgo = Date.now() - 3_600_000;
const inAnHour = Date.now() + 3_600_000;

it.each<[string, Omit<RunFilter, 'workspace'>, string[]]>([
  ['all of them', {}, ['new', 'mailed', 'blocked', 'gone', 'stuck']],
  ['a version', { version: 2 }, ['stuck']],
  ['who waits at a step', { step: 'project' }, ['mailed', 'blocked']],
  ['who waits at the first step', { step: 'settle' }, ['new', 'stuck']],
  ['who waits at a step and is not stuck', { step: 'settle', status: 'open' }, ['new']],
  ['who left a step by a path', { step: 'project', path: 'timeout' }, ['gone']],
  ['who left any step by a path', { path: 'timeout' }, ['gone']],
  ['who came to a step', { step: 'hello', came: true }, ['mailed', 'blocked', 'gone']],
  ['whose message a rule blocked', { blockedBy: 'consent' }, ['blocked']],
  ['whose message of a step a rule blocked', { blockedBy: 'consent', step: 'hello' }, ['blocked']],
  ['whose message of another step a rule blocked', { blockedBy: 'consent', step: 'nudge' }, []],
  ['whose message no rule of that name blocked', { blockedBy: 'suppressed' }, []],
  ['who ended', { status: 'ended' }, ['gone']],
  ['who ended for a reason', { endReason: 'no-project' }, ['gone']],
  ['who ended for another reason', { endReason: 'closed' }, []],
  ['who is stuck by a cause', { cause: 'smtp-535' }, ['stuck']],
  ['who is stuck by another cause', { cause: 'smtp-550' }, []],
  ['who entered in the last hour', { enteredAfter: hourAgo }, ['new', 'mailed', 'blocked', 'gone', 'stuck']],
  ['who entered before that', { enteredBefore: hourAgo }, []],
  ['who will enter', { enteredAfter: inAnHour }, []],
  ['who entered before then', { enteredBefore: inAnHour, version: 1 }, ['new', 'mailed', 'blocked', 'gone']],
])('means %s', async (_what, filter, expected) => {
  const found = await listRuns(db.database, { workspace: 'default', ...filter, limit: 100 });
  expect(found.map(({ id }) => id).sort()).toEqual(expected.map(idOf).sort());
  expect(await countRuns(db.database, { workspace: 'default', ...filter }, 100)).toBe(expected.length);
  expect(await countRuns(db.database, { workspace: 'default', ...filter }, 1)).toBe(Math.min(1, expected.length));
});

it('means the runs of one customer, by our id as by theirs', async () => {
  const [mine] = await listRuns(db.database, { workspace: 'default', userId: 'mailed', limit: 100 });
  const { customerId } = mine ?? { customerId: newId() };
  const found = await listRuns(db.database, { workspace: 'default', customer: customerId, limit: 100 });
  expect(found.map(({ id }) => id)).toEqual([idOf('mailed')]);
});

it('means by the moment of entry also where a test has moved the clock', async () => {
  const year = 365 * 86_400_000;
  await db.look(`update workspaces set clock_offset_ms = ? returning 1`, [year]);
  await enter('later');
  const filter = { workspace: 'default', enteredAfter: Date.now() + year - 3_600_000, limit: 100 };
  expect((await listRuns(db.database, filter)).map(({ id }) => id)).toEqual([idOf('later')]);
});
