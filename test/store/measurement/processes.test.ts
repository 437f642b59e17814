import { newId } from '../../../core/base/id.ts';
import {
  forgetDeadProcesses,
  listLiveProcesses,
  type ProcessDescription,
  removeProcess,
  writeHeartbeat,
} from '../../../store/measurement/processes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const describeOne = (more: Partial<ProcessDescription> = {}): ProcessDescription => ({
  ...{ id: newId(), role: 'worker', version: '0.1.0', host: 'here', pid: 7, kinds: { channel: ['email'] } },
  ...more,
});
const live = async () => (await listLiveProcesses(db.database)).map(({ id }) => id);
const age = (id: string, seconds: number) =>
  db.look(`update processes set seen_at = clock_timestamp() - ? * interval '1 second' where id = ? returning 1`, [
    seconds,
    id,
  ]);

it('lists a process with all that it said, from its first heartbeat until it is removed', async () => {
  const [worker, api] = [describeOne(), describeOne({ role: 'api', version: '0.2.0' })];
  await writeHeartbeat(db.database, worker);
  await writeHeartbeat(db.database, api);
  const listed = await listLiveProcesses(db.database);
  expect(listed).toEqual([
    { ...worker, since: expect.any(Number), lastSeen: listed[0]?.since },
    { ...api, since: expect.any(Number), lastSeen: listed[1]?.since },
  ]);
  await age(worker.id, 5);
  await writeHeartbeat(db.database, worker);
  const [again] = await listLiveProcesses(db.database);
  expect(again?.since).toBe(listed[0]?.since); // since its start, not since the last heartbeat
  expect(again?.lastSeen).toBeGreaterThanOrEqual(listed[0]?.lastSeen ?? 0);
  await removeProcess(db.database, worker.id);
  expect(await live()).toEqual([api.id]);
});

it('counts a process as live for 30 seconds after its last heartbeat', async () => {
  const [late, dead] = [describeOne(), describeOne()];
  for (const each of [late, dead]) await writeHeartbeat(db.database, each);
  await age(late.id, 25);
  await age(dead.id, 31);
  expect(await live()).toEqual([late.id]);
  await writeHeartbeat(db.database, dead); // it was only slow
  expect(await live()).toEqual([late.id, dead.id]);
});

it('forgets dead processes and no others', async () => {
  const [alive, dead] = [describeOne(), describeOne()];
  for (const each of [alive, dead]) await writeHeartbeat(db.database, each);
  await age(dead.id, 31);
  await forgetDeadProcesses(db.database);
  expect(await db.look('select id from processes')).toEqual([{ id: alive.id }]);
});
