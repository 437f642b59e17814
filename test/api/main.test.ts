import pino from 'pino';
import { startApi } from '../../api/main.ts';
import { packageVersion } from '../../config/package-root.ts';
import { knownKinds } from '../../services/measurement/heartbeat.ts';
import { listLiveProcesses } from '../../store/measurement/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const start = () => startApi({ databaseUrl: db.url, host: '127.0.0.1', port: 0, logger: pino({ level: 'silent' }) });

it('is listed with its version and kinds from its start to its stop', async () => {
  const api = await start();
  expect(await listLiveProcesses(db.database)).toMatchObject([
    { role: 'api', version: packageVersion(), pid: process.pid, kinds: knownKinds },
  ]);
  await api.stop();
  expect(await listLiveProcesses(db.database)).toEqual([]);
});

it('does not start on tables of before the initial schema', async () => {
  await db.look(`update schema_migrations set name = '0001-spine' returning 1`);
  await expect(start()).rejects.toMatchObject({ problems: [{ code: 'schema-of-before' }] });
});
