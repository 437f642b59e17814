import { publish } from '../../../services/publishing/publish.ts';
import { inLoadingTransaction } from '../../../store/database/database.ts';
import { getCatalogVersion, getDefinition } from '../../../store/journeys/definitions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { templates, welcome } from '../../support/journeys.ts';
import { recordStatements } from '../../support/recorded-statements.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const publishOne = (definition: object) => publish(db.database, 'default', { journeys: [definition], templates });

/** A worker's way to a definition, and how many rows of definitions it took since the last time. */
function worker() {
  const { database, statements } = recordStatements(db.database);
  return async (version = 1) => {
    const definition = await inLoadingTransaction(database, async (trx, load) => {
      const catalogVersion = await getCatalogVersion(trx, 'default');
      return getDefinition(database, load, { workspace: 'default', journeyId: 'welcome', version, catalogVersion });
    });
    const read = statements.splice(0).filter(({ sql }) => sql.includes('v.definition'));
    expect(read.some(({ inTransaction }) => inTransaction)).toBe(false);
    return { definition, read: read.length };
  };
}

it('reads a definition once, and once more after a publish, which may have changed its titles', async () => {
  const get = worker();
  await publishOne(welcome());
  expect(await get()).toEqual({ definition: welcome(), read: 1 });
  expect(await get()).toEqual({ definition: welcome(), read: 0 });
  await publishOne({ ...welcome(), title: 'Welcome' });
  expect(await get()).toEqual({ definition: { ...welcome(), title: 'Welcome' }, read: 1 });
  expect(await get()).toMatchObject({ read: 0 });
});

it('gives definitions in the form of this release, and leaves newer ones to a newer worker', async () => {
  await publishOne(welcome());
  await db.look(`update journey_versions set definition = definition || '{"v": 2}' returning 1`);
  await expect(worker()()).rejects.toMatchObject({ name: 'TemporaryFailure', code: 'needs-newer-worker' });
});

it('says which version there is not', async () => {
  await publishOne(welcome());
  await expect(worker()(7)).rejects.toThrow('journey "welcome" has no version 7');
});
