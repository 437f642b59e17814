import { publish } from '../../../services/publishing/publish.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const push = (workspace: unknown) => publish(db.database, 'default', { journeys: [], templates: [], workspace });
const holds = async () => (await getConfiguration(db.database, db.database, 'default')).configuration;

it('holds from its publication on, as a version of its own', async () => {
  expect((await holds()).topics).toEqual({});
  const offers = { topics: { offers: { title: 'Offers' } } };
  expect(await push(offers)).toMatchObject({ workspace: { version: 1, change: 'published' } });
  expect((await holds()).topics).toEqual({ offers: { title: 'Offers' } });
  expect(await push(offers)).toMatchObject({ workspace: { version: 1, change: 'unchanged' } });
  expect(await push({})).toMatchObject({ workspace: { version: 2, change: 'published' } });
  expect((await holds()).topics).toEqual({});
});

it('is left alone by a publication without one, and by one that is refused', async () => {
  await push({ topics: { offers: { title: 'Offers' } } });
  expect(await push(undefined)).not.toHaveProperty('workspace');
  await expect(push({ topics: { offers: {} } })).rejects.toMatchObject({
    problems: [{ where: 'workspace.topics.offers.title' }],
  });
  expect((await holds()).topics).toEqual({ offers: { title: 'Offers' } });
});
