import pino from 'pino';
import { jobKinds } from '../../activities/jobs/index.ts';
import { packageVersion } from '../../config/package-root.ts';
import { knownKinds } from '../../services/measurement/heartbeat.ts';
import { listLiveProcesses } from '../../store/measurement/processes.ts';
import { startWorker } from '../../worker/main.ts';
import { addressOf } from '../support/addresses.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { takeNamespace } from '../support/namespaces.ts';
import { releaseTemporalRuntime } from '../support/temporal-runtime.ts';

jest.setTimeout(120_000);

let db: TestDatabase;
beforeAll(releaseTemporalRuntime);
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const start = async () =>
  startWorker({
    databaseUrl: db.url,
    databaseDirectUrl: db.url,
    temporal: { address: await addressOf('temporal'), namespace: await takeNamespace() },
    channels: { smtp: undefined, webhook: undefined },
    publicUrl: 'http://127.0.0.1',
    logger: pino({ level: 'silent' }),
  });

it('is listed with its version and kinds from its start to its stop', async () => {
  const worker = await start();
  expect(await listLiveProcesses(db.database)).toMatchObject([
    {
      role: 'worker',
      version: packageVersion(),
      pid: process.pid,
      kinds: { ...knownKinds, job: [...jobKinds.keys()] },
    },
  ]);
  await worker.stop();
  expect(await listLiveProcesses(db.database)).toEqual([]);
});

it('does not start on tables of before the initial schema', async () => {
  await db.look(`update schema_migrations set name = '0001-spine' returning 1`);
  await expect(start()).rejects.toMatchObject({ problems: [{ code: 'schema-of-before' }] });
});
