import { publish } from '../../src/api/publish.ts';
import { PermanentFailure } from '../../src/base/failure.ts';
import { acceptBatch } from '../../src/intake/accept.ts';
import { createCatalogCache } from '../../src/intake/catalog.ts';
import { databaseFailure, inTransaction } from '../../src/store/database.ts';
import { forgetOldFailures, reportFailure, reportRefusal } from '../../src/store/failures.ts';
import { markStuck } from '../../src/store/runs.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { templates, welcome } from '../kit/journeys.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

it('forgets failures after 30 days, but for those that runs are stuck by', async () => {
  await publish(db.database, 'default', { journeys: [welcome()], templates });
  await acceptBatch({ database: db.database, catalog: createCatalogCache() }, 'default', [
    {
      ...{ type: 'track', name: 'Signed Up', messageId: 'm', userId: 'u', anonymousId: undefined },
      ...{ properties: {}, context: {}, timestamp: Date.now() },
    },
  ]);
  const [run] = await db.look<{ id: string }>('select id from journey_runs');
  const runId = run?.id as string;
  const stuckBy = await reportFailure(db.database, new PermanentFailure('stuck', 'here'), runId);
  await markStuck(db.database, runId, stuckBy.errorId);
  await reportFailure(db.database, new PermanentFailure('old', 'of the run'), runId);
  await reportFailure(db.database, new PermanentFailure('old', 'of nobody'));
  await db.look(`update failures set at = now() - interval '31 days' returning 1`);
  await reportFailure(db.database, new PermanentFailure('young', ''));
  await inTransaction(db.database, forgetOldFailures);
  const left = await db.look<{ code: string }>('select code from failures order by code');
  expect(left.map(({ code }) => code)).toEqual(['stuck', 'young']);
});

it('keeps one refusal of each kind a minute, whoever sends how many', async () => {
  const refused = (code: string) => databaseFailure(Object.assign(new Error(`${Math.random()}`), { code }));
  const reports = await Promise.all(
    Array.from({ length: 50 }, (_, index) => reportRefusal(db.database, refused(index % 2 ? '22003' : '54000'))),
  );
  const rows = await db.look<{ id: string }>('select id from failures');
  expect(rows).toHaveLength(2);
  expect(new Set(reports.map(({ errorId }) => errorId))).toEqual(new Set(rows.map(({ id }) => id)));
});
