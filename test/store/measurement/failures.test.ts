import { PermanentFailure } from '../../../core/base/failure.ts';
import { untouchedRun } from '../../../core/journey/engine/run-state.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { databaseFailure } from '../../../store/database/database.ts';
import { reportFailure, reportRefusal } from '../../../store/measurement/failures.ts';
import { forgetByRetention } from '../../../store/measurement/retention.ts';
import { markStuck } from '../../../store/runs/runs.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

it('forgets failures after 30 days, but for those that runs are stuck by', async () => {
  await publish(db.database, 'default', { journeys: [welcome()], templates });
  await acceptBatch({ database: db.database, publishedJourneys: createPublishedJourneys() }, 'default', [
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
  const { retention } = configurationSchema.parse({});
  expect(await forgetByRetention(db.database, 'default', retention, untouchedRun)).toMatchObject({ failures: 2 });
  const left = await db.look<{ code: string }>('select code from failures order by code');
  expect(left.map(({ code }) => code)).toEqual(['stuck', 'young']);
});

it('stores one refusal of each kind a minute, however many are sent', async () => {
  const refused = (code: string) => databaseFailure(Object.assign(new Error(`${Math.random()}`), { code }));
  const reports = await Promise.all(
    Array.from({ length: 50 }, (_, index) => reportRefusal(db.database, refused(index % 2 ? '22003' : '54000'))),
  );
  const rows = await db.look<{ id: string }>('select id from failures');
  expect(rows).toHaveLength(2);
  expect(new Set(reports.map(({ errorId }) => errorId))).toEqual(new Set(rows.map(({ id }) => id)));
});
