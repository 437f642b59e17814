import { newId } from '../../../core/base/id.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { listRuns, type RunFilter } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

/** The filter's meaning, in plain words of the program. */
function matches(run: Awaited<ReturnType<typeof listRuns>>[number], filter: RunFilter): boolean {
  return (
    (filter.userId === undefined || run.userId === filter.userId) &&
    (filter.journey === undefined || run.journey === filter.journey) &&
    (filter.status === undefined || run.status === filter.status) &&
    (filter.after === undefined || run.id < filter.after)
  );
}

it('lists the runs that each combination of filters means, the newest first', async () => {
  const journeys = ['first', 'second', 'third'].map((id) => welcome({ id }));
  await publish(db.database, 'default', { journeys, templates });
  for (const userId of ['ann', 'ben', 'cem']) await takeIn(db, { userId, name: 'Signed Up', properties: {} });
  await db.look(`update journey_runs set ended_at = now(), stuck_at = now() where journey_id = 'second' returning 1`);
  await db.look(`update journey_runs set stuck_at = now() where journey_id = 'third' returning 1`);

  const all = await listRuns(db.database, { workspace: 'default', limit: 100 });
  expect(all).toHaveLength(9);
  expect(all.map(({ id }) => id)).toEqual(
    all
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  );
  for (const userId of [undefined, 'ben', 'nobody'])
    for (const journey of [undefined, 'second', 'none'])
      for (const status of [undefined, 'open', 'ended', 'stuck'] as const)
        for (const after of [undefined, all[4]?.id, newId()])
          for (const limit of [1, 100]) {
            const filter = { workspace: 'default', userId, journey, status, after, limit };
            const expected = all.filter((run) => matches(run, filter)).slice(0, limit);
            expect(await listRuns(db.database, filter)).toEqual(expected);
          }
  expect(await listRuns(db.database, { workspace: 'another', limit: 100 })).toEqual([]);
});
