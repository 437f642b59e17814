import { publish } from '../../../services/publishing/publish.ts';
import { askBulkAct, findBulkAct, performNextOfBulk } from '../../../store/runs/bulk-acts.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [welcome()], templates });
  const users = Array.from({ length: 6 }, (_, index) => `user-${index}`);
  for (const userId of users) await takeIn(db, { userId, name: 'Signed Up', properties: {} });
});
afterAll(() => db.destroy());

const asked = { workspace: 'default', askedBy: 'ann' } as const;
const look = (id: string) => findBulkAct(db.database, 'default', id);
async function performAll(): Promise<number> {
  for (let performed = 0; ; performed += 1) if (!(await performNextOfBulk(db.database))) return performed;
}
async function makeStuck(many: number): Promise<void> {
  await db.look(
    `update journey_runs set stuck_at = now() where id in (select id from journey_runs order by id limit ?) returning 1`,
    [many],
  );
  await db.look('delete from outbox returning 1');
}

it('retries each stuck run that its filter meant when it was asked for, and no other', async () => {
  await makeStuck(4);
  const id = await askBulkAct(db.database, { ...asked, act: 'retry', runs: { journey: 'welcome' } });
  expect(await look(id)).toMatchObject({ total: 4, done: 0, skipped: 0, endedAt: null, askedBy: 'ann' });
  await db.look(`update journey_runs set stuck_at = now() where stuck_at is null returning 1`); // too late to be meant
  await db.look(
    `update journey_runs set stuck_at = null where id = (select min(cast(id as text)) from journey_runs)::uuid returning 1`,
  );
  expect(await performAll()).toBe(4);
  expect(await look(id)).toMatchObject({ total: 4, done: 3, skipped: 1, endedAt: expect.any(Number) });
  const [{ stuck, queued } = { stuck: 0, queued: 0 }] = await db.look<{ stuck: number; queued: number }>(
    `select (select count(*) from journey_runs where stuck_at is not null) as stuck, (select count(*) from outbox) as queued`,
  );
  expect({ stuck, queued }).toEqual({ stuck: 2, queued: 3 });
});

it('ends each run once, however many processes work at it', async () => {
  const id = await askBulkAct(db.database, { ...asked, act: 'exit', reason: 'moved', runs: { journey: 'welcome' } });
  const performed = await Promise.all(Array.from({ length: 4 }, performAll));
  expect(performed.reduce((sum, each) => sum + each)).toBe(6);
  await performAll(); // sees that none is left
  expect(await look(id)).toMatchObject({ total: 6, done: 6, endedAt: expect.any(Number) });
  const inputs = await db.look<{ many: number }>(
    `select count(*) as many from run_inputs where kind = 'operator-exit' group by journey_run_id`,
  );
  expect(inputs.map(({ many }) => many)).toEqual([1, 1, 1, 1, 1, 1]);
});

it('reaches a limited number of runs, the newest, and says so', async () => {
  const id = await askBulkAct(db.database, { ...asked, act: 'exit', reason: 'moved', runs: { journey: 'welcome' } }, 2);
  expect(await look(id)).toMatchObject({ total: 2, isLimited: true });
  const reached = await db.look<{ run: string }>(`select journey_run_id as run from bulk_act_runs where act_id = ?`, [
    id,
  ]);
  const newest = await db.look<{ run: string }>(`select id as run from journey_runs order by id desc limit 2`);
  expect(reached.map(({ run }) => run).sort()).toEqual(newest.map(({ run }) => run).sort());
});

it('takes runs by their ids, of its own workspace only, and ends at once where there is none', async () => {
  const runs = await db.look<{ id: string }>('select id from journey_runs order by id limit 2');
  const ids = runs.map(({ id }) => id);
  const some = await askBulkAct(db.database, { ...asked, act: 'exit', reason: 'why', runs: ids });
  expect(await look(some)).toMatchObject({ total: 2 });
  await db.look(`insert into workspaces (id) values ('other') returning 1`);
  const none = await askBulkAct(db.database, { ...asked, workspace: 'other', act: 'exit', reason: 'why', runs: ids });
  expect(await findBulkAct(db.database, 'other', none)).toMatchObject({ total: 0, endedAt: expect.any(Number) });
  expect(await look(none)).toBeUndefined();
});

it('leaves a run undone and unnoted when its process dies in the middle', async () => {
  await performAll();
  const id = await askBulkAct(db.database, { ...asked, act: 'exit', reason: 'why', runs: { journey: 'welcome' } });
  const before = await db.look<{ many: number }>(`select count(*) as many from run_inputs`);
  await db.look(`create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
  await db.look(`create trigger die before update on bulk_act_runs for each row execute function die()`);
  await expect(performNextOfBulk(db.database)).rejects.toThrow();
  expect(await look(id)).toMatchObject({ total: 6, done: 0, skipped: 0 });
  expect(await db.look(`select count(*) as many from run_inputs`)).toEqual(before);
  await db.look('drop trigger die on bulk_act_runs');
  expect(await performAll()).toBe(6);
  expect(await look(id)).toMatchObject({ done: 6 });
});
