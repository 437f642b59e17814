import pino from 'pino';
import { startHeartbeat } from '../../../services/measurement/heartbeat.ts';
import { openDatabase } from '../../../store/database/database.ts';
import { listLiveProcesses } from '../../../store/measurement/processes.ts';
import { freePort } from '../../../worker/free-port.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const logger = pino({ level: 'silent' });
const own = { role: 'worker', version: '9.9.9', kinds: { channel: ['email', 'pigeon'] } } as const;
const processes = () => listLiveProcesses(db.database);

it('is there when the start returns, comes back when its row is removed, and is gone after the stop', async () => {
  const heartbeat = await startHeartbeat(db.database, logger, own, 50);
  expect(await processes()).toMatchObject([{ ...own, pid: process.pid, host: expect.stringMatching(/./) }]);
  await db.look('delete from processes returning 1');
  await eventually(processes, ({ length }) => length === 1);
  await heartbeat.stop();
  expect(await processes()).toEqual([]);
});

it('lets a process start while PostgreSQL is unavailable', async () => {
  const nowhere = openDatabase({ url: `postgres://nobody@127.0.0.1:${await freePort()}/x` });
  const warnings: string[] = [];
  const heartbeat = await startHeartbeat(
    nowhere,
    pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) }),
    own,
  );
  expect(warnings.join()).toContain('database-away');
  await heartbeat.stop();
  await nowhere.destroy();
});

it('refuses tables of before the initial schema', async () => {
  await db.look(`update schema_migrations set name = '0001-spine' returning 1`);
  await expect(startHeartbeat(db.database, logger, own)).rejects.toMatchObject({
    problems: [{ code: 'schema-of-before' }],
  });
});
